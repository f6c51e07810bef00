package desk

import (
	"encoding/json"
	"errors"
	"log/slog"
	"time"

	"dudao/internal/disk"
	"dudao/internal/office"
	"dudao/internal/store"
)

// Plain turns any error into one the clerk can be told: an unexpected one goes
// to the log under a number, and the clerk is told the number.
func Plain(err error) *office.Error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*office.Error](err); ok {
		return e
	}
	if e, ok := errors.AsType[*office.Error](store.Fault(err)); ok {
		return e
	}
	if e := disk.Fault(err); e != nil {
		return e
	}
	number := time.Now().Format("0102-150405.000")
	slog.Error("unexpected", "number", number, "err", err)
	return office.Errorf(office.CodeInternal, "程序内部出错（编号 %s），这一步没有保存。请重试；再出现时到“设置→关于”里按“复制诊断信息”，发给维护的人。", number)
}

// WireError turns an error into the JSON text in which it crosses to the page:
// {"code","message","fields"}. Only text survives the way through Wails.
func WireError(err error) string {
	if err == nil {
		return ""
	}
	e := Plain(err)
	text, jsonErr := json.Marshal(e)
	if jsonErr != nil {
		return e.Message
	}
	return string(text)
}
