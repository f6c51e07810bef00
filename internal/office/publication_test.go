package office

import "testing"

func TestColumnText(t *testing.T) {
	for _, c := range []struct {
		visit   Visit
		matters []string
		want    string
	}{
		{Visit{Content: "查看食堂。", Highlights: "留样规范。", Problems: "台账不全。", Advice: "补登。"}, []string{"食品卫生", "校园安全"},
			"一、督导情况\n督导事项：食品卫生、校园安全。\n查看食堂。\n二、好的做法\n留样规范。\n三、需要改进的\n台账不全。\n补登。"},
		{Visit{Content: "查看食堂。", Highlights: "留样规范。"}, nil, "一、督导情况\n查看食堂。\n二、好的做法\n留样规范。"},
		{Visit{Content: "查看食堂。", Advice: "补登。"}, nil, "一、督导情况\n查看食堂。\n二、需要改进的\n补登。"},
	} {
		if got := ColumnText(c.visit, c.matters); got != c.want {
			t.Errorf("got  %q\nwant %q", got, c.want)
		}
	}
}
