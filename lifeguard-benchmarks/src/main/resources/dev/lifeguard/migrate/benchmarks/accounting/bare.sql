-- The columns and keys of the schema's entries and lines, without its checks, conditional keys, triggers
-- and balances; indexes are made in the same order.

CREATE TABLE companies (id uuid PRIMARY KEY);
CREATE TABLE currencies (code varchar(3) PRIMARY KEY);
CREATE TABLE fiscal_periods (
    id         uuid PRIMARY KEY,
    company_id uuid NOT NULL REFERENCES companies,
    UNIQUE (company_id, id)
);
CREATE TABLE accounts (
    id         uuid PRIMARY KEY,
    company_id uuid NOT NULL REFERENCES companies,
    UNIQUE (company_id, id)
);
CREATE TABLE journal_entries (
    id                uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    company_id        uuid NOT NULL REFERENCES companies,
    entry_number      varchar(50) NOT NULL,
    entry_date        date NOT NULL,
    description       text,
    reference_number  varchar(100),
    source_type       varchar(50),
    source_id         uuid,
    idempotency_key   varchar(255),
    auto_post         boolean NOT NULL DEFAULT false,
    fiscal_period_id  uuid,
    status            varchar(10) NOT NULL DEFAULT 'DRAFT',
    posted_at         timestamptz,
    posted_by         uuid,
    reverses_entry_id uuid,
    reversed_at       timestamptz,
    line_count        integer NOT NULL DEFAULT 0,
    foreign_lines     integer NOT NULL DEFAULT 0,
    total_debit       numeric(19,4) NOT NULL DEFAULT 0,
    total_credit      numeric(19,4) NOT NULL DEFAULT 0,
    metadata          jsonb,
    created_at        timestamptz NOT NULL DEFAULT now(),
    created_by        uuid,
    updated_at        timestamptz NOT NULL DEFAULT now(),
    updated_by        uuid,
    UNIQUE (company_id, entry_number),
    UNIQUE (company_id, idempotency_key),
    FOREIGN KEY (company_id, fiscal_period_id) REFERENCES fiscal_periods (company_id, id)
);
CREATE INDEX ON journal_entries (company_id, entry_date);
ALTER TABLE journal_entries ADD UNIQUE (company_id, id);
ALTER TABLE journal_entries
    ADD FOREIGN KEY (company_id, reverses_entry_id) REFERENCES journal_entries (company_id, id);

CREATE TABLE journal_entry_lines (
    id                 uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    company_id         uuid NOT NULL,
    journal_entry_id   uuid NOT NULL,
    line_number        integer NOT NULL,
    account_id         uuid NOT NULL,
    description        text,
    currency_code      varchar(3) NOT NULL REFERENCES currencies,
    exchange_rate      numeric(20,10) NOT NULL,
    debit_amount       numeric(19,4) NOT NULL DEFAULT 0,
    credit_amount      numeric(19,4) NOT NULL DEFAULT 0,
    base_debit_amount  numeric(19,4) NOT NULL DEFAULT 0,
    base_credit_amount numeric(19,4) NOT NULL DEFAULT 0,
    metadata           jsonb,
    created_at         timestamptz NOT NULL DEFAULT now(),
    created_by         uuid,
    UNIQUE (journal_entry_id, line_number),
    FOREIGN KEY (company_id, journal_entry_id) REFERENCES journal_entries (company_id, id),
    FOREIGN KEY (company_id, account_id) REFERENCES accounts (company_id, id)
);
CREATE INDEX ON journal_entry_lines (account_id, journal_entry_id);

INSERT INTO companies VALUES ('00000000-0000-0000-0000-000000000001');
INSERT INTO currencies VALUES ('USD');
INSERT INTO fiscal_periods
VALUES ('00000000-0000-0000-0000-000000000106', '00000000-0000-0000-0000-000000000001');
INSERT INTO accounts
SELECT
    ('00000000-0000-0000-0000-' || lpad(to_hex(n), 12, '0'))::uuid,
    '00000000-0000-0000-0000-000000000001'
FROM generate_series(1, 1000) n;
