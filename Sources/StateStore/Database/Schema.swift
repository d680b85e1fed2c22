import GRDB
import Model

/// The numbered migrations of the state. A published one is never changed; a change is a new one at the end.
struct Schema: Sendable {
    struct Migration: Sendable {
        /// Counts from 1, without gaps.
        var number: Int
        var sql: String
        /// What statements alone cannot do, after them and in the same transaction.
        var rewrite: (@Sendable (Database) throws -> Void)?
    }

    /// Marks a database as nacre's ("nacr").
    static let applicationID: Int32 = Project.stateFileID

    var migrations: [Migration]

    static let current = Schema(migrations: [
        Migration(number: 1, sql: first),
        // The address an object had before its manifest called it otherwise.
        Migration(number: 2, sql: "ALTER TABLE resources ADD COLUMN renamed_from TEXT"),
        // Whose an id is, is asked before each row that comes to one.
        Migration(number: 3, sql: "CREATE INDEX resources_id ON resources (kind, cloud_id);"),
        // When a row was written, by a clock that nobody sets.
        Migration(
            number: 4,
            sql: """
                ALTER TABLE resources ADD COLUMN updated_boot TEXT;
                ALTER TABLE resources ADD COLUMN updated_uptime REAL;
                """),
        // Columns that say what they hold; nacre's own notes apart from what the cloud showed.
        Migration(
            number: 5,
            sql: """
                ALTER TABLE resources RENAME COLUMN wanted TO declared;
                ALTER TABLE resources RENAME COLUMN outputs TO last_seen;
                ALTER TABLE resources ADD COLUMN memory TEXT NOT NULL DEFAULT '{}';
                """, rewrite: separateMemory),
        // The data key, wrapped. Its check value stays in meta, where earlier versions look for theirs.
        Migration(
            number: 6,
            sql: """
                CREATE TABLE data_key (
                    place INTEGER PRIMARY KEY CHECK (place = 1),
                    wrapping TEXT NOT NULL,
                    keycheck TEXT NOT NULL,
                    wrapped_at REAL NOT NULL
                ) STRICT;
                """),
    ])

    var version: Int { migrations.map(\.number).max() ?? 0 }

    var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for migration in migrations {
            migrator.registerMigration(String(migration.number)) { db in
                try db.execute(sql: migration.sql)
                try migration.rewrite?(db)
            }
        }
        return migrator
    }

    /// The number of the last migration that `db` has seen; 0 when it holds nothing.
    func version(of db: Database) throws -> Int {
        try migrator.appliedIdentifiers(db).compactMap(Int.init).max() ?? 0
    }
}
