package store

import "dudao/internal/office"

// complaints writes the register in full; who gives it away masks it.
func (e *exporter) complaints() error {
	matters, err := find[office.Matter](e.g, "matters", "")
	if err != nil {
		return err
	}
	short := map[int64]string{}
	for _, m := range matters {
		short[m.ID] = m.Short
	}
	findings := map[int64]string{}
	rows := []Option{}
	if err := e.g.Select(&rows, `SELECT f.id, f.number AS name FROM complaints c JOIN findings f ON f.id = c.finding_id WHERE f.deleted_at IS NULL`); err != nil {
		return err
	}
	for _, r := range rows {
		findings[r.ID] = r.Name
	}
	list, err := find[office.Complaint](e.g, "complaints", "WHERE deleted_at IS NULL ORDER BY received_on, received_at, id")
	for _, c := range list {
		e.add(c.ID, map[string]string{"number": c.Number, "receivedOn": string(c.ReceivedOn), "receivedAt": c.ReceivedAt, "name": c.Name,
			"gender": c.Gender, "school": e.names.schools[c.SchoolID].Name, "identity": c.Identity, "phone": c.Phone, "content": c.Content,
			"recorder": c.Recorder, "handler": c.Handler, "channel": c.Channel, "kind": c.Kind, "target": c.Target, "matter": short[c.MatterID],
			"department": c.Department, "dueOn": string(c.DueOn), "result": c.Result, "undertaker": c.Undertaker, "resultOn": string(c.ResultOn),
			"answer": c.Answer, "answerWay": c.AnswerWay, "answeredOn": string(c.AnsweredOn), "state": c.State, "closedOn": string(c.ClosedOn),
			"note": c.Note, "finding": findings[c.FindingID]})
	}
	return err
}
