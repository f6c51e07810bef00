-- +goose Up
-- +goose StatementBegin

-- Who made a copy of the 迎检U盘; empty for those from before.
ALTER TABLE usb_copies ADD COLUMN who TEXT NOT NULL DEFAULT '';

-- +goose StatementEnd
