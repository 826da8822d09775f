-- The tables as the program of version 1 made them on SQLite.
CREATE TABLE store_info (
    version INTEGER NOT NULL,
    writer VARCHAR NOT NULL,
    PRIMARY KEY (version)
);
CREATE TABLE receipt_group (
    writer VARCHAR NOT NULL,
    sequence INTEGER NOT NULL,
    head VARCHAR NOT NULL,
    PRIMARY KEY (writer, sequence)
)
 WITHOUT ROWID;
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
CREATE TABLE rights_entry (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    record_id VARCHAR NOT NULL,
    subject_ref VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    effective_on VARCHAR,
    document VARCHAR,
    new_evidence INTEGER NOT NULL
);
CREATE TABLE evidence (
    subject_ref VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    media_type VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (subject_ref, address)
);
CREATE TABLE subject_key (
    subject_ref VARCHAR NOT NULL,
    wrapped BLOB NOT NULL,
    PRIMARY KEY (subject_ref)
)
 WITHOUT ROWID;
CREATE TABLE personal_value (
    receipt_id VARCHAR NOT NULL,
    subject_ref VARCHAR NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (receipt_id, subject_ref)
)
 WITHOUT ROWID;
CREATE INDEX ix_personal_subject ON personal_value (subject_ref);
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
