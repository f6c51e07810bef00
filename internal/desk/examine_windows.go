package desk

import (
	"os/exec"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// limitOwnMemory has nothing to do: the job that the process is in limits it.
func limitOwnMemory(uint64) error { return nil }

// confine puts the process into a job that bounds its memory and ends with this
// program, however that ends.
func confine(child *exec.Cmd, bytes uint64) (release func(), err error) {
	release = func() {}
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return release, err
	}
	release = func() { windows.CloseHandle(job) }
	info := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{ProcessMemoryLimit: uintptr(bytes)}
	info.BasicLimitInformation.LimitFlags = windows.JOB_OBJECT_LIMIT_PROCESS_MEMORY | windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | windows.JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION
	if _, err := windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation, uintptr(unsafe.Pointer(&info)), uint32(unsafe.Sizeof(info))); err != nil {
		return release, err
	}
	process, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(child.Process.Pid))
	if err != nil {
		return release, err
	}
	defer windows.CloseHandle(process)
	return release, windows.AssignProcessToJobObject(job, process)
}

// hide opens no window for the process.
func hide(child *exec.Cmd) {
	child.SysProcAttr = &syscall.SysProcAttr{HideWindow: true, CreationFlags: windows.CREATE_NO_WINDOW}
}
