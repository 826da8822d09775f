-- The tables as the program of version 7 made them on SQLite.
CREATE TABLE access_entry (
    id INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    operation VARCHAR NOT NULL,
    agency VARCHAR NOT NULL,
    client VARCHAR NOT NULL,
    subject_ref VARCHAR NOT NULL,
    purpose VARCHAR,
    matter VARCHAR,
    case_number VARCHAR,
    receipt_id VARCHAR,
    request_id VARCHAR,
    PRIMARY KEY (id)
);
CREATE INDEX ix_access_subject ON access_entry (subject_ref);
CREATE TABLE account_count (
    month VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    agency VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    item VARCHAR NOT NULL,
    result VARCHAR NOT NULL,
    timing VARCHAR NOT NULL,
    part VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (month, indicator, agency, region, item, result, timing, part)
)
 WITHOUT ROWID;
CREATE TABLE account_position (
    log VARCHAR NOT NULL,
    seq INTEGER NOT NULL,
    month VARCHAR NOT NULL,
    PRIMARY KEY (log)
);
CREATE TABLE answer_count (
    month VARCHAR NOT NULL,
    matter VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    guidance VARCHAR NOT NULL,
    silent VARCHAR NOT NULL,
    answers INTEGER NOT NULL,
    PRIMARY KEY (month, matter, region, guidance, silent)
)
 WITHOUT ROWID;
CREATE TABLE case_participant (
    case_id VARCHAR NOT NULL,
    agency VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    sealed_reason BLOB,
    PRIMARY KEY (case_id, agency),
    FOREIGN KEY(case_id) REFERENCES joint_case (id)
);
CREATE INDEX ix_participant_agency ON case_participant (agency);
CREATE TABLE delivery (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    endpoint VARCHAR NOT NULL,
    agency VARCHAR NOT NULL,
    event_seq INTEGER NOT NULL,
    order_key VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    attempts INTEGER NOT NULL,
    next_at VARCHAR NOT NULL,
    ended_at VARCHAR,
    fault VARCHAR,
    status INTEGER
);
CREATE INDEX ix_delivery_agency ON delivery (agency, state);
CREATE INDEX ix_delivery_due ON delivery (endpoint, state, next_at);
CREATE UNIQUE INDEX ix_delivery_event ON delivery (endpoint, event_seq);
CREATE INDEX ix_delivery_order ON delivery (endpoint, order_key, state, event_seq);
CREATE TABLE erasure (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at VARCHAR NOT NULL,
    subject_ref VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    ground VARCHAR NOT NULL,
    document VARCHAR,
    receipts INTEGER NOT NULL,
    evidence INTEGER NOT NULL
);
CREATE TABLE event (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    case_id VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    payload VARCHAR NOT NULL,
    case_kind VARCHAR NOT NULL
);
CREATE INDEX ix_event_case ON event (case_id);
CREATE TABLE evidence (
    subject_ref VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    media_type VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (subject_ref, address)
);
CREATE TABLE idempotency_key (
    client VARCHAR NOT NULL,
    "key" VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    case_id VARCHAR NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (client, "key")
);
CREATE TABLE joint_case (
    id VARCHAR NOT NULL,
    initiator VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    opened_at VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    subject_ref VARCHAR NOT NULL,
    record_id VARCHAR NOT NULL,
    last_day VARCHAR,
    content VARCHAR NOT NULL,
    sealed BLOB NOT NULL,
    sealed_end BLOB,
    PRIMARY KEY (id)
);
CREATE INDEX ix_case_initiator ON joint_case (initiator);
CREATE INDEX ix_case_record ON joint_case (record_id);
CREATE INDEX ix_case_subject ON joint_case (subject_ref);
CREATE TABLE overdue_duty (
    case_id VARCHAR NOT NULL,
    indicator VARCHAR NOT NULL,
    agency VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    item VARCHAR NOT NULL,
    found VARCHAR NOT NULL,
    counted VARCHAR,
    PRIMARY KEY (case_id),
    FOREIGN KEY(case_id) REFERENCES proceeding (id)
);
CREATE INDEX ix_overdue_found ON overdue_duty (counted, found);
CREATE TABLE personal_value (
    receipt_id VARCHAR NOT NULL,
    subject_ref VARCHAR NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (receipt_id, subject_ref)
)
 WITHOUT ROWID;
CREATE INDEX ix_personal_subject ON personal_value (subject_ref);
CREATE TABLE proceeding (
    id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    opened_at VARCHAR NOT NULL,
    opened_by VARCHAR NOT NULL,
    subject_ref VARCHAR,
    record_id VARCHAR,
    content VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    due_on VARCHAR,
    overdue_since VARCHAR,
    PRIMARY KEY (id)
);
CREATE INDEX ix_proceeding_due ON proceeding (due_on);
CREATE INDEX ix_proceeding_kind ON proceeding (kind, state);
CREATE INDEX ix_proceeding_record ON proceeding (record_id);
CREATE INDEX ix_proceeding_subject ON proceeding (subject_ref);
CREATE TABLE proceeding_party (
    case_id VARCHAR NOT NULL,
    agency VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (case_id, agency, role),
    FOREIGN KEY(case_id) REFERENCES proceeding (id)
);
CREATE INDEX ix_party_agency ON proceeding_party (agency);
CREATE TABLE receipt (
    id VARCHAR NOT NULL,
    writer VARCHAR NOT NULL,
    sequence INTEGER NOT NULL,
    leaf_index INTEGER NOT NULL,
    agency VARCHAR NOT NULL,
    matter VARCHAR NOT NULL,
    case_number VARCHAR NOT NULL,
    subject_ref VARCHAR NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(writer, sequence) REFERENCES receipt_group (writer, sequence)
);
CREATE UNIQUE INDEX ix_receipt_leaf ON receipt (writer, sequence, leaf_index);
CREATE TABLE receipt_group (
    writer VARCHAR NOT NULL,
    sequence INTEGER NOT NULL,
    head VARCHAR NOT NULL,
    PRIMARY KEY (writer, sequence)
)
 WITHOUT ROWID;
CREATE TABLE receipt_record (
    record_id VARCHAR NOT NULL,
    receipt_id VARCHAR NOT NULL,
    PRIMARY KEY (record_id, receipt_id)
)
 WITHOUT ROWID;
CREATE TABLE rights_entry (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    record_id VARCHAR NOT NULL,
    subject_ref VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    effective_on VARCHAR,
    document VARCHAR,
    new_evidence INTEGER NOT NULL,
    evidence VARCHAR
);
CREATE TABLE sealed_words (
    case_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    seq INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (case_id, name),
    FOREIGN KEY(case_id) REFERENCES proceeding (id)
);
CREATE TABLE store_info (
    version INTEGER NOT NULL,
    writer VARCHAR NOT NULL,
    PRIMARY KEY (version)
);
CREATE TABLE subject_key (
    subject_ref VARCHAR NOT NULL,
    wrapped BLOB NOT NULL,
    key_id VARCHAR,
    PRIMARY KEY (subject_ref)
)
 WITHOUT ROWID;
CREATE TABLE uncounted (
    until VARCHAR NOT NULL,
    PRIMARY KEY (until)
);
CREATE TABLE watch (
    case_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    next_at VARCHAR NOT NULL,
    told VARCHAR NOT NULL,
    PRIMARY KEY (case_id),
    FOREIGN KEY(case_id) REFERENCES proceeding (id)
);
CREATE INDEX ix_watch_due ON watch (next_at);
CREATE TABLE watch_ref (
    case_id VARCHAR NOT NULL,
    ref VARCHAR NOT NULL,
    PRIMARY KEY (case_id, ref),
    FOREIGN KEY(case_id) REFERENCES watch (case_id)
);
CREATE INDEX ix_watch_ref ON watch_ref (ref);
CREATE TABLE webhook_endpoint (
    id VARCHAR NOT NULL,
    agency VARCHAR NOT NULL,
    kinds VARCHAR NOT NULL,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
