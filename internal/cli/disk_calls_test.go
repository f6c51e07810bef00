//go:build linux

package cli

import (
	"strconv"
	"strings"
)

// call takes in one system call that did its work.
func (tr *trace) call(thread, name string, args []string, result int64, begun int) {
	family := tr.kin[thread]
	if family == "" {
		family = thread
		tr.kin[thread] = thread
		if tr.main == "" {
			tr.main = thread
		}
	}
	file := func(arg string) (open, bool) { o, known := tr.files[family+" "+number(arg)]; return o, known }
	switch name {
	case "clone", "clone3", "fork", "vfork":
		tr.born(family, args, result)
	case "openat":
		tr.opened(family, args[0], string(quoted(args[1])), args[2], result, begun)
	case "creat":
		tr.opened(family, "", string(quoted(args[0])), "O_CREAT|O_TRUNC", result, begun)
	case "open":
		tr.opened(family, "", string(quoted(args[0])), args[1], result, begun)
	case "close":
		// Its number is free before the call is seen to end: another thread may have it.
		if o, known := file(args[0]); known && o.since < begun {
			delete(tr.files, family+" "+number(args[0]))
		}
	case "dup", "dup2", "dup3":
		tr.copied(family, args[0], result)
	case "fcntl":
		if strings.HasPrefix(args[1], "F_DUPFD") {
			tr.copied(family, args[0], result)
		}
	case "lseek":
		if o, known := file(args[0]); known {
			*o.at = result
		}
	case "write":
		if o, known := file(args[0]); known {
			tr.wrote(o, quoted(args[1])[:result], -1, begun)
		} else if number(args[0]) == "1" && family == tr.main {
			tr.step(step{kind: "said", describe: "standard output"}, begun)
		}
	case "pwrite64":
		if o, known := file(args[0]); known {
			tr.wrote(o, quoted(args[1])[:result], length(args[3]), begun)
		}
	case "copy_file_range", "sendfile":
		tr.copyRange(file, name, args, result, begun)
	case "ftruncate":
		if o, known := file(args[0]); known {
			tr.step(step{kind: "cut", node: o.node, at: length(args[1])}, begun)
		}
	case "fallocate":
		if o, known := file(args[0]); known && args[1] == "0" {
			if size := length(args[2]) + length(args[3]); size > int64(len(tr.live.data[o.node])) {
				tr.step(step{kind: "cut", node: o.node, at: size}, begun)
			}
		}
	case "fsync", "fdatasync":
		if o, known := file(args[0]); known {
			tr.step(step{kind: "sync", node: o.node, describe: args[0]}, begun)
		}
	case "sync_file_range": // promises nothing
	case "writev", "pwritev", "pwritev2", "splice", "truncate", "symlink", "symlinkat", "sync", "syncfs":
		if _, known := file(args[0]); known {
			tr.odd = append(tr.odd, name)
		}
	default:
		tr.named(name, args, begun)
	}
}

// born has a new thread share its maker's files, a new program have copies of them.
func (tr *trace) born(family string, args []string, child int64) {
	id := strconv.FormatInt(child, 10)
	if strings.Contains(strings.Join(args, "|"), "CLONE_THREAD") {
		tr.kin[id] = family
		return
	}
	tr.kin[id] = id
	for key, o := range tr.files {
		if own, n, _ := strings.Cut(key, " "); own == family {
			tr.files[id+" "+n] = o
		}
	}
}

func (tr *trace) copied(family, from string, to int64) {
	key := family + " " + strconv.FormatInt(to, 10)
	delete(tr.files, key)
	if o, known := tr.files[family+" "+number(from)]; known {
		o.since = tr.clock
		tr.files[key] = o
	}
}

func (tr *trace) opened(family, dir, path, flags string, fd int64, begun int) {
	key := family + " " + strconv.FormatInt(fd, 10)
	delete(tr.files, key)
	in, name, below := tr.place(dir, path)
	if !below {
		return
	}
	n := 0
	if name != "" {
		there := false
		if n, there = tr.live.names[in][name]; !there {
			n = tr.add(node{})
			tr.step(step{kind: "name", come: []entry{{in, name, n}}, describe: "create " + path}, begun)
		}
	}
	if strings.Contains(flags, "O_TRUNC") && len(tr.live.data[n]) > 0 {
		tr.step(step{kind: "cut", node: n, describe: path}, begun)
	}
	tr.files[key] = open{n, new(int64), strings.Contains(flags, "O_APPEND"), tr.clock}
}

// wrote is a write at the place, or where the file stands.
func (tr *trace) wrote(o open, data []byte, at int64, begun int) {
	if at < 0 {
		if o.append {
			*o.at = int64(len(tr.live.data[o.node]))
		}
		at = *o.at
		*o.at += int64(len(data))
	}
	tr.step(step{kind: "data", node: o.node, at: at, data: data}, begun)
}

// copyRange is a copy from file to file within the system.
func (tr *trace) copyRange(file func(string) (open, bool), name string, args []string, n int64, begun int) {
	from, to := args[0], args[2]
	if name == "sendfile" {
		from, to = args[1], args[0]
	}
	target, known := file(to)
	if !known {
		return
	}
	source, known := file(from)
	if !known {
		tr.odd = append(tr.odd, name+" from elsewhere")
		return
	}
	tr.wrote(target, tr.live.data[source.node][*source.at:*source.at+n], -1, begun)
	*source.at += n
}

// named is a call that changes names.
func (tr *trace) named(name string, args []string, begun int) {
	at := func(i int) (entry, bool) {
		dir, path := "", args[i]
		if strings.HasSuffix(name, "at") || strings.HasSuffix(name, "at2") {
			dir, path = args[2*i], args[2*i+1]
		}
		in, last, below := tr.place(dir, string(quoted(path)))
		return entry{in, last, tr.live.names[in][last]}, below
	}
	from, below := at(0)
	s := step{kind: "name", describe: name + " " + string(quoted(args[0])) + string(quoted(args[min(1, len(args)-1)]))}
	switch {
	case strings.HasPrefix(name, "mkdir"):
		from.node = tr.add(node{dir: true})
		s.come = []entry{from}
	case strings.HasPrefix(name, "unlink"), name == "rmdir":
		s.gone = []entry{from}
	case strings.HasPrefix(name, "rename"):
		to, too := at(1)
		if below != too {
			tr.odd = append(tr.odd, name+" over the edge")
			return
		}
		to.node = from.node
		s.gone, s.come = []entry{from}, []entry{to}
	case strings.HasPrefix(name, "link"):
		to, too := at(1)
		if below != too {
			tr.odd = append(tr.odd, name+" over the edge")
			return
		}
		to.node = from.node
		s.come = []entry{to}
	default:
		return
	}
	if below {
		tr.step(s, begun)
	}
}
