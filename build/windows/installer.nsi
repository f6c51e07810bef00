; The installer, for one user and without an administrator. build/lib.sh runs it:
;   VERSION  1.2.3      BIN  where the programs are      OUT  the installer
;   PLAIN  nothing is compressed, for the tests
; Silent: 安装.exe /S [/D=D:\文件夹]   The exit codes: 0 done, 2 the program is open,
; 3 the folder holds data, 4 not Windows 10 or newer.
Unicode true
Target amd64-unicode
!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include FileFunc.nsh

!define NAME "督导台账"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\dudao"
!define CLASSES "Software\Classes"
!define BACKUP "Dudao.Backup"
!define RUNTIME "MicrosoftEdgeWebView2RuntimeInstallerX64.exe"
!define RUNTIME_KEY "Software\Microsoft\EdgeUpdate\ClientState\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"

Name "${NAME}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
; An upgrade goes to where the older version is.
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
!ifdef PLAIN
  SetCompress off
!else
  SetCompressor zlib ; lzma takes ten times as long, and the fonts stay large
!endif
ManifestDPIAware true
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${NAME}"
VIAddVersionKey /LANG=2052 "FileDescription" "${NAME}安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT"

!define MUI_ICON "icon.ico"
!define MUI_UNICON "icon.ico"
!define MUI_ABORTWARNING
!define MUI_DIRECTORYPAGE_TEXT_TOP "只为您自己安装，不用管理员。已经装过旧版本的，直接装在原处，数据和设置都不动。$\r$\n$\r$\n数据不放在这里：卸载、重装都不会碰到它。"
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE directoryLeave
!define MUI_FINISHPAGE_RUN "$INSTDIR\dudao.exe"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${NAME}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "卸载只删除程序，不删除数据：记录、附件和备份都留在原处，卸载后会告诉您在哪里。"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; Closed: goes on when no program of the folder runs. A running one cannot be
; opened for writing.
!macro Closed UN
Function ${UN}closed
  again:
  StrCpy $1 ""
  ${If} ${FileExists} "$INSTDIR\dudao.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\dudao.exe" a
    ${If} ${Errors}
      StrCpy $1 "窗口"
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\dudao-cli.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\dudao-cli.exe" a
    ${If} ${Errors}
      StrCpy $1 "命令行窗口"
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
  ${If} $1 != ""
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME}正开着。$\r$\n$\r$\n请先关闭它的$1（已保存的内容不受影响），再按“重试”。" /SD IDCANCEL IDRETRY again
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd
!macroend
!insertmacro Closed ""
!insertmacro Closed "un."

; The program's folder is emptied by an uninstall: data may not lie in it.
!macro DataInFolder
  ${If} ${FileExists} "$INSTDIR\dudao.db"
!macroend

Function directoryLeave
  !insertmacro DataInFolder
    MessageBox MB_OK|MB_ICONEXCLAMATION "“$INSTDIR”里放着数据，程序不能装在同一个文件夹。请换一个文件夹。"
    Abort
  ${EndIf}
FunctionEnd

Function .onInit
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "${NAME}需要 64 位的 Windows 10 或更新的版本。这台电脑的系统不能安装。" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
FunctionEnd

; RuntimeThere sets $0 to where WebView2 is, "" without it.
!macro RuntimeThere
  SetRegView 32
  ReadRegStr $0 HKLM "${RUNTIME_KEY}" "EBWebView"
  ${If} $0 == ""
    ReadRegStr $0 HKCU "${RUNTIME_KEY}" "EBWebView"
  ${EndIf}
  SetRegView 64
!macroend

Section "${NAME}"
  !insertmacro DataInFolder
    MessageBox MB_OK|MB_ICONSTOP "“$INSTDIR”里放着数据，程序不能装在同一个文件夹。" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
  Call closed
  SetOverwrite on
  SetOutPath "$INSTDIR"
  File "${BIN}\dudao.exe"
  File "${BIN}\dudao-cli.exe"
  SetOutPath "$INSTDIR\licences"
  File "${BIN}\licences\*.txt"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\卸载.exe"

  ; What lies beside the installer for a PC without WebView2.
  ${If} ${FileExists} "$EXEDIR\WebView2\*.*"
  ${AndIf} $EXEDIR != $INSTDIR
    DetailPrint "正在复制 WebView2 运行库（固定版本）……"
    CopyFiles /SILENT "$EXEDIR\WebView2" "$INSTDIR"
  ${EndIf}
  !insertmacro RuntimeThere
  ${If} $0 == ""
  ${AndIfNot} ${FileExists} "$INSTDIR\WebView2\*.*"
    ${If} ${FileExists} "$EXEDIR\${RUNTIME}"
      DetailPrint "正在安装 WebView2 运行库，要一两分钟……"
      ExecWait '"$EXEDIR\${RUNTIME}" /silent /install' $1
      DetailPrint "WebView2 运行库：$1"
      !insertmacro RuntimeThere
    ${EndIf}
    ${If} $0 == ""
      MessageBox MB_OK|MB_ICONEXCLAMATION "程序已装好，但这台电脑还缺 WebView2 运行库，窗口打不开。三个办法，任选一个：$\r$\n$\r$\n① 不上网：把微软的 ${RUNTIME} 放在本安装程序旁边，再装一次；$\r$\n② 不能安装软件：把“Fixed Version”（x64）解压，改名为 WebView2，放在本安装程序旁边，再装一次；$\r$\n③ 能上网：打开${NAME}，按它的提示下载。" /SD IDOK
    ${EndIf}
  ${EndIf}

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\dudao.exe"
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\dudao.exe"

  WriteRegStr HKCU "${CLASSES}\.督导备份" "" "${BACKUP}"
  WriteRegStr HKCU "${CLASSES}\${BACKUP}" "" "${NAME}备份"
  WriteRegStr HKCU "${CLASSES}\${BACKUP}\DefaultIcon" "" "$INSTDIR\dudao.exe,0"
  WriteRegStr HKCU "${CLASSES}\${BACKUP}\shell\open\command" "" '"$INSTDIR\dudao.exe" "%1"'
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\dudao.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\卸载.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\卸载.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
SectionEnd

; SayWhere tells where the data is, on the screen and in a file on the desktop.
Function un.sayWhere
  StrCpy $1 "$LOCALAPPDATA\${NAME}"
  StrCpy $2 "${NAME}已卸载，数据没有删除。$\r$\n$\r$\n记录、附件和备份都在：$\r$\n$1$\r$\n$\r$\n再装上程序就能接着用。以前用 --data 放在别处的数据也都在原处。$\r$\n要彻底删除，请先做好备份，再自己删掉那个文件夹。"
  ${IfNot} ${FileExists} "$1\*.*"
    StrCpy $2 "${NAME}已卸载。$\r$\n$\r$\n这个用户的“$1”里没有数据。以前用 --data 放在别处的数据都在原处，没有动。"
  ${EndIf}
  ClearErrors
  FileOpen $0 "$DESKTOP\督导台账的数据在哪里.txt" w
  ${IfNot} ${Errors}
    FileWriteUTF16LE /BOM $0 "$2$\r$\n"
    FileClose $0
  ${EndIf}
  MessageBox MB_OK|MB_ICONINFORMATION "$2" /SD IDOK
FunctionEnd

Section "Uninstall"
  Call un.closed
  Delete "$INSTDIR\dudao.exe"
  Delete "$INSTDIR\dudao-cli.exe"
  Delete "$INSTDIR\licences\*.txt"
  RMDir "$INSTDIR\licences"
  RMDir /r "$INSTDIR\WebView2"
  Delete "$INSTDIR\卸载.exe"
  RMDir "$INSTDIR" ; stays when something else lies in it
  RMDir /r "$LOCALAPPDATA\dudao\webview" ; the page's own cache
  RMDir "$LOCALAPPDATA\dudao"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  ReadRegStr $0 HKCU "${CLASSES}\.督导备份" ""
  ${If} $0 == "${BACKUP}"
    DeleteRegKey HKCU "${CLASSES}\.督导备份"
  ${EndIf}
  DeleteRegKey HKCU "${CLASSES}\${BACKUP}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  DeleteRegKey HKCU "${UNINSTALL}"
  Call un.sayWhere
SectionEnd
