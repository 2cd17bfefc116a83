-- Chart of accounts and general ledger: currencies, companies, exchange rates, fiscal periods,
-- accounts, journal entries with their lines, and the balances that posting keeps.
--
-- Throughout this schema:
--   * A reference between two rows of a company includes company_id, so it cannot cross companies.
--   * Money is numeric(19,4). An upper bound such as "< 1e15" keeps out NaN, which PostgreSQL
--     sorts above every number.
--   * Columns ending in _by hold a user's id; users are kept outside this schema.

-- Up migration

CREATE TABLE currencies (
    code        varchar(3)   NOT NULL,
    name        varchar(100) NOT NULL,
    minor_units smallint     NOT NULL,
    is_active   boolean      NOT NULL DEFAULT true,
    created_at  timestamptz  NOT NULL DEFAULT now(),
    created_by  uuid,
    updated_at  timestamptz  NOT NULL DEFAULT now(),
    updated_by  uuid,
    CONSTRAINT currencies_pkey PRIMARY KEY (code),
    CONSTRAINT currencies_code_minor_units_key UNIQUE (code, minor_units),
    CONSTRAINT currencies_code_check CHECK (code ~ '^[A-Z]{3}$'),
    CONSTRAINT currencies_minor_units_check CHECK (minor_units BETWEEN 0 AND 4)
);

COMMENT ON TABLE currencies IS 'Currencies of ISO 4217, shared by all companies.';
COMMENT ON COLUMN currencies.code IS 'ISO 4217 alphabetic code.';
COMMENT ON COLUMN currencies.minor_units IS 'Decimals that an amount in this currency may have.';
COMMENT ON COLUMN currencies.is_active IS
    'An inactive currency takes no new lines; its history stays.';

INSERT INTO currencies (code, name, minor_units) VALUES
    ('USD', 'US Dollar', 2),
    ('EUR', 'Euro', 2),
    ('GBP', 'Pound Sterling', 2),
    ('JPY', 'Yen', 0),
    ('CHF', 'Swiss Franc', 2),
    ('CAD', 'Canadian Dollar', 2),
    ('AUD', 'Australian Dollar', 2),
    ('CNY', 'Yuan Renminbi', 2),
    ('INR', 'Indian Rupee', 2),
    ('BHD', 'Bahraini Dinar', 3),
    ('KWD', 'Kuwaiti Dinar', 3),
    ('CLF', 'Unidad de Fomento', 4);

CREATE TABLE companies (
    id                 uuid         NOT NULL DEFAULT gen_random_uuid(),
    code               varchar(50)  NOT NULL,
    name               varchar(255) NOT NULL,
    base_currency_code varchar(3)   NOT NULL,
    is_active          boolean      NOT NULL DEFAULT true,
    created_at         timestamptz  NOT NULL DEFAULT now(),
    created_by         uuid,
    updated_at         timestamptz  NOT NULL DEFAULT now(),
    updated_by         uuid,
    CONSTRAINT companies_pkey PRIMARY KEY (id),
    CONSTRAINT companies_code_key UNIQUE (code),
    CONSTRAINT companies_base_currency_fkey FOREIGN KEY (base_currency_code)
        REFERENCES currencies (code)
);

COMMENT ON TABLE companies IS 'Legal entities that keep their own books.';
COMMENT ON COLUMN companies.base_currency_code IS
    'Currency the books are kept in; base amounts everywhere are in it.';

CREATE TABLE exchange_rates (
    id                 uuid           NOT NULL DEFAULT gen_random_uuid(),
    from_currency_code varchar(3)     NOT NULL,
    to_currency_code   varchar(3)     NOT NULL,
    rate_date          date           NOT NULL,
    rate               numeric(20,10) NOT NULL,
    created_at         timestamptz    NOT NULL DEFAULT now(),
    created_by         uuid,
    updated_at         timestamptz    NOT NULL DEFAULT now(),
    updated_by         uuid,
    CONSTRAINT exchange_rates_pkey PRIMARY KEY (id),
    CONSTRAINT exchange_rates_pair_date_key
        UNIQUE (from_currency_code, to_currency_code, rate_date),
    CONSTRAINT exchange_rates_from_currency_fkey FOREIGN KEY (from_currency_code)
        REFERENCES currencies (code),
    CONSTRAINT exchange_rates_to_currency_fkey FOREIGN KEY (to_currency_code)
        REFERENCES currencies (code),
    CONSTRAINT exchange_rates_pair_check CHECK (from_currency_code <> to_currency_code),
    CONSTRAINT exchange_rates_rate_check CHECK (rate > 0 AND rate < 1e10)
);

COMMENT ON TABLE exchange_rates IS
    'Rates shared by all companies; each holds from its date until the next one of its pair.';
COMMENT ON COLUMN exchange_rates.rate IS
    'Units of the to currency for one unit of the from currency.';

CREATE TABLE fiscal_periods (
    id                uuid        NOT NULL DEFAULT gen_random_uuid(),
    company_id        uuid        NOT NULL,
    name              varchar(50) NOT NULL,
    start_date        date        NOT NULL,
    end_date          date        NOT NULL,
    previous_end_date date,
    status            varchar(10) NOT NULL DEFAULT 'OPEN',
    closed_at         timestamptz,
    closed_by         uuid,
    created_at        timestamptz NOT NULL DEFAULT now(),
    created_by        uuid,
    updated_at        timestamptz NOT NULL DEFAULT now(),
    updated_by        uuid,
    CONSTRAINT fiscal_periods_pkey PRIMARY KEY (id),
    CONSTRAINT fiscal_periods_company_id_key UNIQUE (company_id, id),
    CONSTRAINT fiscal_periods_start_date_key UNIQUE (company_id, start_date),
    CONSTRAINT fiscal_periods_end_date_key UNIQUE (company_id, end_date),
    CONSTRAINT fiscal_periods_previous_end_date_key UNIQUE (company_id, previous_end_date),
    CONSTRAINT fiscal_periods_company_fkey FOREIGN KEY (company_id) REFERENCES companies (id),
    CONSTRAINT fiscal_periods_previous_fkey FOREIGN KEY (company_id, previous_end_date)
        REFERENCES fiscal_periods (company_id, end_date),
    CONSTRAINT fiscal_periods_dates_check CHECK (
        end_date >= start_date AND isfinite(start_date) AND isfinite(end_date)
    ),
    CONSTRAINT fiscal_periods_gapless_check CHECK (start_date = previous_end_date + 1),
    CONSTRAINT fiscal_periods_status_check CHECK (status IN ('OPEN', 'CLOSED', 'LOCKED')),
    CONSTRAINT fiscal_periods_closed_check CHECK (
        (status = 'OPEN') = (closed_at IS NULL) AND (status <> 'OPEN' OR closed_by IS NULL)
    )
);

CREATE UNIQUE INDEX fiscal_periods_first_key
    ON fiscal_periods (company_id) WHERE previous_end_date IS NULL;

COMMENT ON TABLE fiscal_periods IS
    'Accounting periods of a company: one chain without gaps or overlaps, each linked to '
    'the one before.';
COMMENT ON COLUMN fiscal_periods.previous_end_date IS
    'End of the period before, the day before start_date; null only for the first of the company.';
COMMENT ON COLUMN fiscal_periods.status IS
    'OPEN takes postings, CLOSED may be opened again, LOCKED is final.';

CREATE TABLE chart_of_accounts (
    id           uuid         NOT NULL DEFAULT gen_random_uuid(),
    company_id   uuid         NOT NULL,
    code         varchar(50)  NOT NULL,
    name         varchar(255) NOT NULL,
    account_type varchar(10)  NOT NULL,
    parent_id    uuid,
    parent_level smallint,
    level        smallint     NOT NULL DEFAULT 0,
    is_active    boolean      NOT NULL DEFAULT true,
    description  text,
    created_at   timestamptz  NOT NULL DEFAULT now(),
    created_by   uuid,
    updated_at   timestamptz  NOT NULL DEFAULT now(),
    updated_by   uuid,
    CONSTRAINT chart_of_accounts_pkey PRIMARY KEY (id),
    CONSTRAINT chart_of_accounts_company_id_key UNIQUE (company_id, id),
    CONSTRAINT chart_of_accounts_code_key UNIQUE (company_id, code),
    CONSTRAINT chart_of_accounts_type_key UNIQUE (company_id, id, account_type),
    CONSTRAINT chart_of_accounts_level_type_key UNIQUE (company_id, id, level, account_type),
    CONSTRAINT chart_of_accounts_company_fkey FOREIGN KEY (company_id) REFERENCES companies (id),
    CONSTRAINT chart_of_accounts_parent_fkey
        FOREIGN KEY (company_id, parent_id, parent_level, account_type)
        REFERENCES chart_of_accounts (company_id, id, level, account_type) DEFERRABLE,
    CONSTRAINT chart_of_accounts_account_type_check CHECK (
        account_type IN ('ASSET', 'LIABILITY', 'EQUITY', 'REVENUE', 'EXPENSE')
    ),
    CONSTRAINT chart_of_accounts_level_check CHECK (level BETWEEN 0 AND 20),
    CONSTRAINT chart_of_accounts_parent_check CHECK (
        (parent_id IS NULL AND parent_level IS NULL AND level = 0)
        OR (parent_id IS NOT NULL AND parent_level IS NOT NULL AND parent_level = level - 1)
    )
);

CREATE INDEX chart_of_accounts_parent_idx
    ON chart_of_accounts (company_id, parent_id) WHERE parent_id IS NOT NULL;

COMMENT ON TABLE chart_of_accounts IS
    'Nodes of the account hierarchy; accounts hang below them. A child has its parent''s type.';
COMMENT ON COLUMN chart_of_accounts.parent_level IS
    'Level of the parent. As part of the foreign key it makes a cycle impossible.';
COMMENT ON COLUMN chart_of_accounts.level IS 'Depth in the tree; 0 is a root.';
COMMENT ON CONSTRAINT chart_of_accounts_parent_fkey ON chart_of_accounts IS
    'Deferrable, so that one transaction can move a subtree to another level.';

CREATE TABLE accounts (
    id                  uuid         NOT NULL DEFAULT gen_random_uuid(),
    company_id          uuid         NOT NULL,
    chart_of_account_id uuid         NOT NULL,
    code                varchar(50)  NOT NULL,
    name                varchar(255) NOT NULL,
    account_type        varchar(10)  NOT NULL,
    normal_balance      varchar(6)   NOT NULL,
    is_contra           boolean      NOT NULL DEFAULT false,
    currency_code       varchar(3),
    control_type        varchar(2),
    is_active           boolean      NOT NULL DEFAULT true,
    is_system_account   boolean      NOT NULL DEFAULT false,
    balance_shards      smallint     NOT NULL DEFAULT 1,
    description         text,
    metadata            jsonb,
    created_at          timestamptz  NOT NULL DEFAULT now(),
    created_by          uuid,
    updated_at          timestamptz  NOT NULL DEFAULT now(),
    updated_by          uuid,
    CONSTRAINT accounts_pkey PRIMARY KEY (id),
    CONSTRAINT accounts_company_id_key UNIQUE (company_id, id),
    CONSTRAINT accounts_code_key UNIQUE (company_id, code),
    CONSTRAINT accounts_chart_of_account_fkey
        FOREIGN KEY (company_id, chart_of_account_id, account_type)
        REFERENCES chart_of_accounts (company_id, id, account_type),
    CONSTRAINT accounts_currency_fkey FOREIGN KEY (currency_code) REFERENCES currencies (code),
    CONSTRAINT accounts_normal_balance_check CHECK (normal_balance IN ('DEBIT', 'CREDIT')),
    CONSTRAINT accounts_contra_check CHECK (
        is_contra <> ((account_type IN ('ASSET', 'EXPENSE')) = (normal_balance = 'DEBIT'))
    ),
    CONSTRAINT accounts_control_type_check CHECK (
        control_type IS NULL
        OR (control_type = 'AR' AND account_type = 'ASSET')
        OR (control_type = 'AP' AND account_type = 'LIABILITY')
    ),
    CONSTRAINT accounts_balance_shards_check CHECK (balance_shards BETWEEN 1 AND 64)
);

CREATE INDEX accounts_chart_of_account_idx ON accounts (company_id, chart_of_account_id);

COMMENT ON TABLE accounts IS 'Accounts that journal entry lines are posted to.';
COMMENT ON COLUMN accounts.account_type IS
    'Type of the node of the chart that the account hangs below.';
COMMENT ON COLUMN accounts.normal_balance IS 'Side on which the account grows.';
COMMENT ON COLUMN accounts.is_contra IS
    'Whether the normal balance is opposite to the one usual for the account type.';
COMMENT ON COLUMN accounts.currency_code IS 'The only currency the account takes; null takes any.';
COMMENT ON COLUMN accounts.control_type IS
    'AR or AP for an account that the receivables or payables are reconciled with.';
COMMENT ON COLUMN accounts.is_active IS
    'An inactive account takes no new lines; its history stays.';
COMMENT ON COLUMN accounts.is_system_account IS
    'A system account can be neither deleted nor made inactive.';
COMMENT ON COLUMN accounts.balance_shards IS
    'Rows that concurrent postings to one balance are spread over; more than 1 for busy accounts.';

CREATE TABLE journal_entries (
    id                uuid          NOT NULL DEFAULT gen_random_uuid(),
    company_id        uuid          NOT NULL,
    entry_number      varchar(50)   NOT NULL,
    entry_date        date          NOT NULL,
    description       text,
    reference_number  varchar(100),
    source_type       varchar(50),
    source_id         uuid,
    idempotency_key   varchar(255),
    fiscal_period_id  uuid,
    status            varchar(10)   NOT NULL DEFAULT 'DRAFT',
    posted_at         timestamptz,
    posted_by         uuid,
    reverses_entry_id uuid,
    line_count        integer       NOT NULL DEFAULT 0,
    total_debit       numeric(19,4) NOT NULL DEFAULT 0,
    total_credit      numeric(19,4) NOT NULL DEFAULT 0,
    metadata          jsonb,
    created_at        timestamptz   NOT NULL DEFAULT now(),
    created_by        uuid,
    updated_at        timestamptz   NOT NULL DEFAULT now(),
    updated_by        uuid,
    CONSTRAINT journal_entries_pkey PRIMARY KEY (id),
    CONSTRAINT journal_entries_company_id_key UNIQUE (company_id, id),
    CONSTRAINT journal_entries_entry_number_key UNIQUE (company_id, entry_number),
    CONSTRAINT journal_entries_idempotency_key UNIQUE (company_id, idempotency_key),
    CONSTRAINT journal_entries_company_fkey FOREIGN KEY (company_id) REFERENCES companies (id),
    CONSTRAINT journal_entries_fiscal_period_fkey FOREIGN KEY (company_id, fiscal_period_id)
        REFERENCES fiscal_periods (company_id, id),
    CONSTRAINT journal_entries_reverses_fkey FOREIGN KEY (company_id, reverses_entry_id)
        REFERENCES journal_entries (company_id, id),
    CONSTRAINT journal_entries_status_check CHECK (status IN ('DRAFT', 'POSTED', 'REVERSED')),
    CONSTRAINT journal_entries_source_check CHECK (
        (source_type IS NULL) = (source_id IS NULL)
        AND (reverses_entry_id IS NULL OR source_id IS NULL)
    ),
    CONSTRAINT journal_entries_reverses_check CHECK (reverses_entry_id <> id),
    CONSTRAINT journal_entries_totals_check CHECK (
        line_count >= 0
        AND LEAST(total_debit, total_credit) >= 0
        AND GREATEST(total_debit, total_credit) < 1e15
    ),
    CONSTRAINT journal_entries_balanced CHECK (
        status = 'DRAFT' OR (total_debit = total_credit AND total_debit > 0 AND line_count >= 2)
    ),
    CONSTRAINT journal_entries_posted_check CHECK (
        (status = 'DRAFT') = (posted_at IS NULL)
        AND (status = 'DRAFT') = (fiscal_period_id IS NULL)
        AND (status <> 'DRAFT' OR posted_by IS NULL)
    )
) WITH (fillfactor = 80);

CREATE UNIQUE INDEX journal_entries_reverses_key
    ON journal_entries (company_id, reverses_entry_id) WHERE reverses_entry_id IS NOT NULL;
CREATE UNIQUE INDEX journal_entries_source_key
    ON journal_entries (company_id, source_type, source_id)
    WHERE source_id IS NOT NULL AND reverses_entry_id IS NULL AND status <> 'REVERSED';
CREATE INDEX journal_entries_posted_idx
    ON journal_entries (company_id, entry_date) WHERE status <> 'DRAFT';
CREATE INDEX journal_entries_draft_idx ON journal_entries (company_id) WHERE status = 'DRAFT';

COMMENT ON TABLE journal_entries IS
    'Journal entries. A posted one always balances and is only ever corrected by a reversal.';
COMMENT ON COLUMN journal_entries.source_type IS
    'Kind of document that the entry posts, with source_id; a document has one live entry at most.';
COMMENT ON COLUMN journal_entries.idempotency_key IS
    'Key chosen by the caller; a repeated request with the same key is refused.';
COMMENT ON COLUMN journal_entries.fiscal_period_id IS
    'Period the entry was posted in; null in a draft.';
COMMENT ON COLUMN journal_entries.status IS
    'REVERSED is a posted entry that a later entry has reversed; both count in the books.';
COMMENT ON COLUMN journal_entries.reverses_entry_id IS 'Entry that this one mirrors in full.';
COMMENT ON COLUMN journal_entries.line_count IS 'Number of lines, kept by the database.';
COMMENT ON COLUMN journal_entries.total_debit IS
    'Sum of the lines in base currency, kept by the database.';
COMMENT ON COLUMN journal_entries.total_credit IS
    'Sum of the lines in base currency, kept by the database.';

CREATE TABLE journal_entry_lines (
    id                 uuid           NOT NULL DEFAULT gen_random_uuid(),
    company_id         uuid           NOT NULL,
    journal_entry_id   uuid           NOT NULL,
    line_number        integer        NOT NULL,
    account_id         uuid           NOT NULL,
    description        text,
    currency_code      varchar(3)     NOT NULL,
    exchange_rate      numeric(20,10) NOT NULL,
    debit_amount       numeric(19,4)  NOT NULL DEFAULT 0,
    credit_amount      numeric(19,4)  NOT NULL DEFAULT 0,
    base_debit_amount  numeric(19,4)  NOT NULL DEFAULT 0,
    base_credit_amount numeric(19,4)  NOT NULL DEFAULT 0,
    metadata           jsonb,
    created_at         timestamptz    NOT NULL DEFAULT now(),
    created_by         uuid,
    CONSTRAINT journal_entry_lines_pkey PRIMARY KEY (id),
    CONSTRAINT journal_entry_lines_line_number_key UNIQUE (journal_entry_id, line_number),
    CONSTRAINT journal_entry_lines_journal_entry_fkey FOREIGN KEY (company_id, journal_entry_id)
        REFERENCES journal_entries (company_id, id) ON DELETE CASCADE,
    CONSTRAINT journal_entry_lines_account_fkey FOREIGN KEY (company_id, account_id)
        REFERENCES accounts (company_id, id),
    CONSTRAINT journal_entry_lines_currency_fkey FOREIGN KEY (currency_code)
        REFERENCES currencies (code),
    CONSTRAINT journal_entry_lines_line_number_check CHECK (line_number > 0),
    CONSTRAINT journal_entry_lines_exchange_rate_check CHECK (
        exchange_rate > 0 AND exchange_rate < 1e10
    ),
    CONSTRAINT journal_entry_lines_bounds_check CHECK (
        GREATEST(debit_amount, credit_amount, base_debit_amount, base_credit_amount) < 1e15
    ),
    CONSTRAINT journal_entry_lines_one_side_check CHECK (
        (
            debit_amount > 0 AND credit_amount = 0
            AND base_debit_amount >= 0 AND base_credit_amount = 0
        )
        OR (
            debit_amount = 0 AND credit_amount > 0
            AND base_debit_amount = 0 AND base_credit_amount >= 0
        )
        OR (
            debit_amount = 0 AND credit_amount = 0
            AND LEAST(base_debit_amount, base_credit_amount) = 0
            AND GREATEST(base_debit_amount, base_credit_amount) > 0
        )
    )
);

CREATE INDEX journal_entry_lines_account_idx
    ON journal_entry_lines (account_id, journal_entry_id);

COMMENT ON TABLE journal_entry_lines IS
    'Lines of journal entries: a debit or a credit, in the currency of the line and in base '
    'currency. A line with a base amount only takes up exchange gains, losses and roundings.';
COMMENT ON COLUMN journal_entry_lines.exchange_rate IS
    'Units of base currency for one unit of the currency of the line.';
COMMENT ON COLUMN journal_entry_lines.base_debit_amount IS
    'debit_amount at the exchange rate, rounded to the minor units of the base currency.';
COMMENT ON COLUMN journal_entry_lines.base_credit_amount IS
    'credit_amount at the exchange rate, rounded to the minor units of the base currency.';

CREATE TABLE account_balances (
    company_id          uuid          NOT NULL,
    account_id          uuid          NOT NULL,
    fiscal_period_id    uuid          NOT NULL,
    currency_code       varchar(3)    NOT NULL,
    shard               smallint      NOT NULL DEFAULT 0,
    debit_balance       numeric(19,4) NOT NULL DEFAULT 0,
    credit_balance      numeric(19,4) NOT NULL DEFAULT 0,
    net_balance         numeric(19,4) GENERATED ALWAYS AS (debit_balance - credit_balance) STORED,
    base_debit_balance  numeric(19,4) NOT NULL DEFAULT 0,
    base_credit_balance numeric(19,4) NOT NULL DEFAULT 0,
    base_net_balance    numeric(19,4)
        GENERATED ALWAYS AS (base_debit_balance - base_credit_balance) STORED,
    updated_at          timestamptz   NOT NULL DEFAULT now(),
    CONSTRAINT account_balances_pkey
        PRIMARY KEY (company_id, account_id, fiscal_period_id, currency_code, shard),
    CONSTRAINT account_balances_account_fkey FOREIGN KEY (company_id, account_id)
        REFERENCES accounts (company_id, id),
    CONSTRAINT account_balances_fiscal_period_fkey FOREIGN KEY (company_id, fiscal_period_id)
        REFERENCES fiscal_periods (company_id, id),
    CONSTRAINT account_balances_currency_fkey FOREIGN KEY (currency_code)
        REFERENCES currencies (code),
    CONSTRAINT account_balances_shard_check CHECK (shard BETWEEN 0 AND 63),
    CONSTRAINT account_balances_bounds_check CHECK (
        LEAST(debit_balance, credit_balance, base_debit_balance, base_credit_balance) >= 0
        AND GREATEST(debit_balance, credit_balance, base_debit_balance, base_credit_balance) < 1e15
    )
) WITH (fillfactor = 50);

COMMENT ON TABLE account_balances IS
    'Activity of an account in one period and currency, not a running total. Kept by posting.';
COMMENT ON COLUMN account_balances.shard IS
    'One of the rows that a balance is spread over; the balance is the sum of its shards.';
COMMENT ON COLUMN account_balances.net_balance IS
    'Debits less credits, whatever the normal balance of the account.';
COMMENT ON COLUMN account_balances.base_net_balance IS 'net_balance in base currency.';

-- Down migration

DROP TABLE account_balances;
DROP TABLE journal_entry_lines;
DROP TABLE journal_entries;
DROP TABLE accounts;
DROP TABLE chart_of_accounts;
DROP TABLE fiscal_periods;
DROP TABLE exchange_rates;
DROP TABLE companies;
DROP TABLE currencies;
