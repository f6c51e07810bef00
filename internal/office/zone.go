package office

import (
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// ZoneVersion is one dated division of the county into zones (责任区划分版本).
// It holds for [ValidFrom, ValidTo); an empty ValidTo means it still holds.
type ZoneVersion struct {
	ID        int64  `db:"id" json:"id"`
	Number    string `db:"number" json:"number"` // 版本号
	DocNumber string `db:"doc_number" json:"docNumber"`
	ValidFrom Date   `db:"valid_from" json:"validFrom"`
	ValidTo   Date   `db:"valid_to" json:"validTo"`
	Note      string `db:"note" json:"note"`
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (v ZoneVersion) Validate() error {
	var f Faults
	f.Require("number", "版本号", v.Number)
	f.Require("validFrom", "启用日期", string(v.ValidFrom))
	f.Date("validFrom", "启用日期", v.ValidFrom)
	f.Date("validTo", "停用日期", v.ValidTo)
	if v.ValidTo != "" && v.ValidTo <= v.ValidFrom {
		f.Add("validTo", "停用日期须晚于启用日期")
	}
	return f.Err()
}

// Zone is a 督学责任区 of one version.
type Zone struct {
	ID        int64  `db:"id" json:"id"`
	VersionID int64  `db:"version_id" json:"versionId"`
	Name      string `db:"name" json:"name"`
	Level     string `db:"level" json:"level"` // 级别
	// LeaderID is 责任区主任/组长, DeputyID 副组长; 0 means none.
	LeaderID int64  `db:"leader_id" json:"leaderId"`
	DeputyID int64  `db:"deputy_id" json:"deputyId"`
	Liaison  string `db:"liaison" json:"liaison"` // 督导室联络人
	Position int    `db:"position" json:"position"`
	// Members are 责任区督学, Schools the schools of the zone.
	Members []int64 `db:"-" json:"members"`
	Schools []int64 `db:"-" json:"schools"`
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (z Zone) Validate() error {
	var f Faults
	if z.VersionID == 0 {
		f.Add("versionId", "请先建立责任区划分版本")
	}
	f.Require("name", "责任区名称", strings.TrimSpace(z.Name))
	f.MaxRunes("name", "责任区名称", z.Name, 30)
	if z.Name == Unzoned || strings.ContainsAny(z.Name, "|/") {
		f.Add("name", "责任区名称不能用“"+Unzoned+"”，也不能带“|”或“/”，请换一个名称")
	}
	return f.Err()
}

// AssignmentRoles are 主 (responsible) and 协 (assisting).
var AssignmentRoles = []string{"主", "协"}

// Assignment is 挂牌: the inspector answers for the school over
// [StartsOn, EndsOn); an empty EndsOn means still.
type Assignment struct {
	ID          int64  `db:"id" json:"id"`
	SchoolID    int64  `db:"school_id" json:"schoolId"`
	InspectorID int64  `db:"inspector_id" json:"inspectorId"`
	Role        string `db:"role" json:"role"`
	StartsOn    Date   `db:"starts_on" json:"startsOn"`
	EndsOn      Date   `db:"ends_on" json:"endsOn"`
	PlateOn     Date   `db:"plate_on" json:"plateOn"` // 挂牌日期
	PlateNo     string `db:"plate_no" json:"plateNo"` // 公示牌编号
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (a Assignment) Validate() error {
	var f Faults
	if a.SchoolID == 0 {
		f.Add("schoolId", "请选择学校")
	}
	if a.InspectorID == 0 {
		f.Add("inspectorId", "请选择督学")
	}
	f.OneOf("role", "主/协", a.Role, AssignmentRoles)
	f.Require("startsOn", "起始日期", string(a.StartsOn))
	f.Date("startsOn", "起始日期", a.StartsOn)
	f.Date("endsOn", "终止日期", a.EndsOn)
	f.Date("plateOn", "挂牌日期", a.PlateOn)
	if a.EndsOn != "" && a.EndsOn <= a.StartsOn {
		f.Add("endsOn", "终止日期须晚于起始日期")
	}
	return f.Err()
}
