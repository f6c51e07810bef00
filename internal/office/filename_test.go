package office

import "testing"

func TestAFileNameTellsTitleDayAndNumber(t *testing.T) {
	for path, want := range map[string]FileGuess{
		"2023.5.6 督学例会记录.docx":                    {Title: "督学例会记录", DatedOn: "2023-05-06", Year: 2023},
		"督学例会记录2023年5月6日.pdf":                     {Title: "督学例会记录", DatedOn: "2023-05-06", Year: 2023},
		"督学例会记录（20230506）.pdf":                    {Title: "督学例会记录", DatedOn: "2023-05-06", Year: 2023},
		"督学例会记录(2023-05-06)(1).pdf":               {Title: "督学例会记录", DatedOn: "2023-05-06", Year: 2023},
		"2023_5_6-8日 专项督导日程.xlsx":                 {Title: "专项督导日程", DatedOn: "2023-05-06", Year: 2023},
		"二〇二三年五月六日会议记录.doc":                       {Title: "会议记录", DatedOn: "2023-05-06", Year: 2023},
		"示教督〔2023〕5号 关于开展春季督导的通知.pdf":             {Title: "关于开展春季督导的通知", Year: 2023, DocNumber: "示教督〔2023〕5号"},
		"示教督[2023]05号关于开展春季督导的通知20230301.pdf":     {Title: "关于开展春季督导的通知", DatedOn: "2023-03-01", Year: 2023, DocNumber: "示教督〔2023〕5号"},
		"03 2023.3.1 示教督函（2023）第12号 关于报送材料的函.pdf": {Title: "关于报送材料的函", DatedOn: "2023-03-01", Year: 2023, DocNumber: "示教督函〔2023〕12号"},
		"关于开展春季督导的通知（示教督〔2023〕5号）.pdf":            {Title: "关于开展春季督导的通知", Year: 2023, DocNumber: "示教督〔2023〕5号"},
		"关于开展春季督导的通知示教督函〔2023〕5号.pdf":             {Title: "关于开展春季督导的通知", Year: 2023, DocNumber: "示教督函〔2023〕5号"},
		"示教督 2023-5号 春季督导.pdf":                    {Title: "春季督导", Year: 2023, DocNumber: "示教督〔2023〕5号"},
		"关于转发省教督〔2022〕9号文件的通知.pdf":                {Title: "关于转发省教督〔2022〕9号文件的通知", Year: 2022},
		"关于2023年5月6日停课的说明.pdf":                    {Title: "关于2023年5月6日停课的说明", DatedOn: "2023-05-06", Year: 2023},
		"2023年5月督导报告 终稿.docx":                     {Title: "2023年5月督导报告", DatedOn: "2023-05-31", Rough: true, Year: 2023},
		"2023年工作总结 - 副本.docx":                     {Title: "2023年工作总结", Year: 2023},
		"2023年/5月/5月6日 例会签到表.jpg":                 {Title: "例会签到表", DatedOn: "2023-05-06", Year: 2023},
		`督导资料\2022\1. 督学花名册.xlsx`:                 {Title: "督学花名册", Year: 2022},
		"IMG_20230506_101112.jpg":                 {Title: "IMG_20230506_101112", DatedOn: "2023-05-06", Year: 2023},
		"13912345678.pdf":                         {Title: "13912345678"},
		"2023.2.30 会议.pdf":                        {Title: "2023.2.30 会议", Year: 2023},
		"一、督学聘任文件（扫描件）.pdf":                       {Title: "督学聘任文件"},
		"2023.4.1 督学聘任办法（试行）.pdf":                 {Title: "督学聘任办法（试行）", DatedOn: "2023-04-01", Year: 2023},
		"": {},
	} {
		if got := GuessFile(path); got != want {
			t.Errorf("%q\n got %+v\nwant %+v", path, got, want)
		}
	}
}

func FuzzGuessFile(f *testing.F) {
	f.Add("2023.5.6 示教督〔2023〕5号 关于（一）.pdf")
	f.Fuzz(func(t *testing.T, path string) {
		g := GuessFile(path)
		if g.DatedOn != "" && !g.DatedOn.Valid() {
			t.Errorf("%q gives the day %q", path, g.DatedOn)
		}
	})
}
