extension Schema {
    /// Times are seconds since 1970. Order is by `sequence`, never by time: clocks go backwards.
    static let first = """
        PRAGMA application_id = \(applicationID);

        CREATE TABLE meta (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE resources (
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            cloud_id TEXT,
            condition TEXT NOT NULL CHECK (condition IN ('ready', 'creating', 'updating', 'deleting')),
            applied TEXT NOT NULL,
            wanted TEXT NOT NULL,
            outputs TEXT NOT NULL,
            desired_digest TEXT,
            live_digest TEXT,
            protect INTEGER NOT NULL CHECK (protect IN (0, 1)),
            on_remove TEXT NOT NULL CHECK (on_remove IN ('delete', 'confirm', 'retain')),
            timeout_create INTEGER,
            timeout_update INTEGER,
            timeout_delete INTEGER,
            adopted INTEGER NOT NULL CHECK (adopted IN (0, 1)),
            updated_at REAL NOT NULL,
            PRIMARY KEY (kind, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE dependencies (
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            position INTEGER NOT NULL,
            on_kind TEXT NOT NULL,
            on_name TEXT NOT NULL,
            PRIMARY KEY (kind, name, position),
            FOREIGN KEY (kind, name) REFERENCES resources (kind, name) ON DELETE CASCADE ON UPDATE CASCADE
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX dependencies_on ON dependencies (on_kind, on_name);

        CREATE TABLE runs (
            sequence INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            command TEXT NOT NULL,
            actor TEXT NOT NULL,
            job TEXT,
            started_at REAL NOT NULL,
            finished_at REAL,
            outcome TEXT,
            plan_digest TEXT,
            summary TEXT NOT NULL
        ) STRICT;

        CREATE TABLE run_steps (
            sequence INTEGER PRIMARY KEY,
            run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            action TEXT NOT NULL,
            outcome TEXT NOT NULL,
            message TEXT,
            seconds REAL NOT NULL,
            calls INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            before TEXT
        ) STRICT;
        CREATE INDEX run_steps_run ON run_steps (run_id);

        CREATE TABLE intents (
            sequence INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            run_id TEXT NOT NULL REFERENCES runs (id),
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            call TEXT NOT NULL,
            purpose TEXT NOT NULL CHECK (purpose IN ('create', 'update', 'delete')),
            marker TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            opened_at REAL NOT NULL,
            answered_at REAL,
            cloud_id TEXT,
            closed_at REAL,
            outcome TEXT,
            CHECK ((closed_at IS NULL) = (outcome IS NULL))
        ) STRICT;
        CREATE INDEX intents_unclosed ON intents (sequence) WHERE closed_at IS NULL;
        CREATE INDEX intents_run ON intents (run_id);

        CREATE TABLE events (
            sequence INTEGER PRIMARY KEY,
            at REAL NOT NULL,
            kind TEXT NOT NULL,
            text TEXT NOT NULL
        ) STRICT;

        CREATE TABLE lease (
            place INTEGER PRIMARY KEY CHECK (place = 1),
            owner TEXT NOT NULL,
            command TEXT NOT NULL,
            user TEXT NOT NULL,
            host TEXT NOT NULL,
            machine TEXT NOT NULL,
            pid INTEGER NOT NULL,
            job TEXT,
            acquired_at REAL NOT NULL,
            heartbeat_at REAL NOT NULL,
            expires_at REAL NOT NULL
        ) STRICT;

        CREATE TABLE used_plans (
            digest TEXT PRIMARY KEY NOT NULL,
            run_id TEXT,
            used_at REAL NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE drift (
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            path TEXT NOT NULL,
            recorded TEXT NOT NULL,
            live TEXT NOT NULL,
            first_seen REAL NOT NULL,
            last_seen REAL NOT NULL,
            reported_at REAL,
            PRIMARY KEY (kind, name, path)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE secrets (
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            field TEXT NOT NULL,
            sealed BLOB NOT NULL,
            PRIMARY KEY (kind, name, field)
        ) STRICT, WITHOUT ROWID;
        """
}
