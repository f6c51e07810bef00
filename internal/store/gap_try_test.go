package store
import ("testing";"fmt";"time";"dudao/internal/office")
func TestTry(t *testing.T){
 s := openTest(t)
 _ = fmt.Sprint
 t0:=time.Now()
 if err:=s.FillSample(office.MakeUp(office.SampleCountySize)); err!=nil {t.Fatal(err)}
 fmt.Println("fill", time.Since(t0))
 for id:=int64(1); id<=4; id++ {
 t0=time.Now()
 b,err:=s.Gaps(id); if err!=nil {t.Fatal(err)}
 fmt.Println(id,b.Standard,b.Subject,b.Points,b.Open,b.Day,b.Workdays,b.Last,len(b.Schedule.Gaps), office.CountGaps(b.Schedule.Gaps), time.Since(t0))
 if id==2 { for _,g:=range b.Schedule.Gaps { fmt.Println(g.Kind,g.Code,g.Title,"|",g.Detail,"|",g.Person,g.DueOn,g.Fixed,g.Minutes,g.Act) }; for _,l:=range b.Loads {fmt.Printf("%+v\n",l)} }
 }
 for _,l:=range office.Lives { t0=time.Now(); f,err:=s.Live(2,l.Key,0); if err!=nil {t.Fatal(err)}; n:=f.Breaks; if len(n)>3 {n=n[:3]}; fmt.Println(l.Key,f.Said(),f.Met,len(f.Breaks),n,f.Records,len(f.Rows),len(f.Heads),time.Since(t0)) }
}
