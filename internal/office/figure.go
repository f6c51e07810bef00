package office

// Figure is one number of a report with the records it counts. Value is made
// from Records, never the other way round; a rate has no records of its own but
// names its numerator and denominator figures.
type Figure struct {
	Key   string  `json:"key"`
	Name  string  `json:"name"`
	Value float64 `json:"value"`
	Unit  string  `json:"unit"`
	// Basis is 口径: what is counted, in one sentence.
	Basis string `json:"basis"`
	// Kind is what Records are: school, visit, lesson, finding, visit_inspector …
	Kind    string  `json:"kind"`
	Records []int64 `json:"records"`
	// Weights, beside Records, are what each record adds (e.g. lessons heard on a
	// visit); empty means one each.
	Weights []int `json:"weights,omitempty"`
	// Of and By name the figures of a rate: Value = 100 × Of ÷ By.
	Of string `json:"of,omitempty"`
	By string `json:"by,omitempty"`
	// LastMonth and LastYear are the same figure of the month before and of the
	// same month last year.
	LastMonth float64 `json:"lastMonth"`
	LastYear  float64 `json:"lastYear"`
}

// Count makes a figure that counts its records.
func Count(key, name, unit, basis, kind string, records []int64) Figure {
	return Figure{Key: key, Name: name, Unit: unit, Basis: basis, Kind: kind,
		Records: nonNil(records), Value: float64(len(records))}
}

// Sum makes a figure that adds up the weights of its records; records of weight
// 0 are left out.
func Sum(key, name, unit, basis, kind string, records []int64, weights []int) Figure {
	f := Figure{Key: key, Name: name, Unit: unit, Basis: basis, Kind: kind, Records: []int64{}, Weights: []int{}}
	for i, id := range records {
		if weights[i] == 0 {
			continue
		}
		f.Records = append(f.Records, id)
		f.Weights = append(f.Weights, weights[i])
		f.Value += float64(weights[i])
	}
	return f
}

// Rate makes the percentage of one figure in another; 0 of 0 is 0.
func Rate(key, name, basis string, of, by Figure) Figure {
	f := Figure{Key: key, Name: name, Unit: "%", Basis: basis, Records: []int64{}, Of: of.Key, By: by.Key}
	if by.Value != 0 {
		f.Value = 100 * of.Value / by.Value
	}
	return f
}
