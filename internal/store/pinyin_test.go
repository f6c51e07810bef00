package store

import (
	"strings"
	"testing"
)

func TestPinyinKeys(t *testing.T) {
	for name, want := range map[string]string{"曾国": "zg", "单小明": "sxm", "县第一小学": "xdyxx", "重庆路小学": "cqlxx", "示例县重乐长行中学": "slxclchzx"} {
		if keys := pinyinKeys(name, len([]rune(name)) <= 3); !strings.Contains(" "+keys+" ", " "+want+" ") {
			t.Errorf("%s: %s lacks %s", name, keys, want)
		}
	}
}

func TestSpellingTellsEveryReading(t *testing.T) {
	for name, want := range map[string]string{"县一小": "xian yi xiao", "Ab（3）校": "a b 3 xiao,jiao,qiao", "": ""} {
		if got := Spelling(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := spelling("曾国", true); !strings.HasPrefix(got, "zeng,") {
		t.Errorf("a surname: %q", got)
	}
	s := openTest(t)
	sc, _ := fixture(t, s)
	exec(t, s, `INSERT INTO school_aliases (alias, school_id) VALUES ('实小', ?), ('SYXX', ?)`, sc.ID, sc.ID)
	options := must[[]SchoolOption](t)(s.SchoolOptions())
	if len(options) != 1 || !strings.HasSuffix(options[0].Pinyin, "|s y x x") && !strings.HasSuffix(options[0].Pinyin, "|shi xiao") || strings.Count(options[0].Pinyin, "|") != 2 {
		t.Errorf("with aliases: %+v", options)
	}
}
