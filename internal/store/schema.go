package store

// Schema is the number of the database's last migration, and the version of SQLite
// that reads it.
func (s *Store) Schema() (migration int64, sqlite string, err error) {
	if err = s.r.Get(&migration, `SELECT coalesce(max(version_id), 0) FROM goose_db_version`); err == nil {
		err = s.r.Get(&sqlite, `SELECT sqlite_version()`)
	}
	return migration, sqlite, wrap(err, "数据库版本")
}
