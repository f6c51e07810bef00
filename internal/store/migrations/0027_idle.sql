-- +goose Up
-- +goose StatementBegin

-- The pieces of the search index are put together while nobody saves, not in the
-- middle of every thirtieth save; a long run of saves may leave more of them than
-- usual, for what is put together at 16 pieces takes half a second on ten years.
INSERT INTO search (search, rank) VALUES ('automerge', 0), ('crisismerge', 64);
INSERT INTO search_short (search_short, rank) VALUES ('automerge', 0), ('crisismerge', 64);

-- +goose StatementEnd
