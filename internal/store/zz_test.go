package store
import ("testing";"time";"dudao/internal/office";"path/filepath";"os";"fmt")
func TestZZ(t *testing.T){
 t0:=time.Now()
 c:=office.MakeUp(office.SampleCountySize)
 fmt.Println("made", time.Since(t0), len(c.Schools), len(c.Inspectors), len(c.Zones), len(c.Assignments), len(c.Visits))
 os.RemoveAll("/tmp/zzdb")
 s,err:=Open(filepath.Join("/tmp/zzdb")); if err!=nil{t.Fatal(err)}
 t0=time.Now()
 if err:=s.FillSample(c);err!=nil{t.Fatal(err)}
 fmt.Println("filled", time.Since(t0))
 s.Close()
}
