-- Chart of accounts and general ledger: currencies, companies, exchange rates, fiscal periods,
-- accounts, journal entries with their lines, and the balances that posting keeps.
--
-- Throughout this schema:
--   * A reference between two rows of a company includes company_id, so it cannot cross companies.
--   * Money is numeric(19,4); a sum of it is numeric, which holds whatever its parts add up to, so that
--     no amount stands in the way of the next one. An upper bound such as "< 1e15" keeps out NaN, which
--     PostgreSQL sorts above every number.
--   * Columns ending in _by hold a user's id; users are kept outside this schema.
--   * Whoever may create functions in this schema must not decide what a rule means. So functions of
--     PostgreSQL are called by their full name, and both sides of an operator have types for which
--     pg_catalog has one of its own, which is then taken: text instead of varchar (::text), and 0.0
--     beside a numeric, since 0 is an integer.

-- Up migration

CREATE TABLE currencies (
    code        varchar(3)   NOT NULL,
    name        varchar(100) NOT NULL,
    minor_units smallint     NOT NULL,
    is_active   boolean      NOT NULL DEFAULT true,
    created_at  timestamptz  NOT NULL DEFAULT pg_catalog.now(),
    created_by  uuid,
    updated_at  timestamptz  NOT NULL DEFAULT pg_catalog.now(),
    updated_by  uuid,
    CONSTRAINT currencies_pkey PRIMARY KEY (code),
    CONSTRAINT currencies_code_minor_units_key UNIQUE (code, minor_units),
    CONSTRAINT currencies_code_check CHECK (code::text ~ '^[A-Z]{3}$'),
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
    id                 uuid         NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
    code               varchar(50)  NOT NULL,
    name               varchar(255) NOT NULL,
    base_currency_code varchar(3)   NOT NULL,
    separate_duties    boolean      NOT NULL DEFAULT false,
    is_active          boolean      NOT NULL DEFAULT true,
    created_at         timestamptz  NOT NULL DEFAULT pg_catalog.now(),
    created_by         uuid,
    updated_at         timestamptz  NOT NULL DEFAULT pg_catalog.now(),
    updated_by         uuid,
    CONSTRAINT companies_pkey PRIMARY KEY (id),
    CONSTRAINT companies_code_key UNIQUE (code),
    CONSTRAINT companies_base_currency_fkey FOREIGN KEY (base_currency_code)
        REFERENCES currencies (code)
);

COMMENT ON TABLE companies IS 'Legal entities that keep their own books.';
COMMENT ON COLUMN companies.base_currency_code IS
    'Currency the books are kept in; base amounts everywhere are in it.';
COMMENT ON COLUMN companies.separate_duties IS
    'Whether entries are posted, and invoices approved, by somebody else than who made them; both are '
    'then named.';
COMMENT ON COLUMN companies.is_active IS
    'An inactive company takes nothing new; its history stays, and can be corrected.';

CREATE TABLE exchange_rates (
    id                 uuid           NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
    from_currency_code varchar(3)     NOT NULL,
    to_currency_code   varchar(3)     NOT NULL,
    rate_date          date           NOT NULL,
    rate               numeric(20,10) NOT NULL,
    created_at         timestamptz    NOT NULL DEFAULT pg_catalog.now(),
    created_by         uuid,
    updated_at         timestamptz    NOT NULL DEFAULT pg_catalog.now(),
    updated_by         uuid,
    CONSTRAINT exchange_rates_pkey PRIMARY KEY (id),
    CONSTRAINT exchange_rates_pair_date_key
        UNIQUE (from_currency_code, to_currency_code, rate_date),
    CONSTRAINT exchange_rates_from_currency_fkey FOREIGN KEY (from_currency_code)
        REFERENCES currencies (code),
    CONSTRAINT exchange_rates_to_currency_fkey FOREIGN KEY (to_currency_code)
        REFERENCES currencies (code),
    CONSTRAINT exchange_rates_pair_check CHECK (from_currency_code::text <> to_currency_code::text),
    CONSTRAINT exchange_rates_rate_check CHECK (rate > 0.0 AND rate < 1e10)
);

COMMENT ON TABLE exchange_rates IS
    'Rates shared by all companies; each holds from its date until the next one of its pair.';
COMMENT ON COLUMN exchange_rates.rate IS
    'Units of the to currency for one unit of the from currency.';

CREATE TABLE fiscal_periods (
    id                uuid        NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
    company_id        uuid        NOT NULL,
    name              varchar(50) NOT NULL,
    start_date        date        NOT NULL,
    end_date          date        NOT NULL,
    previous_end_date date,
    status            varchar(10) NOT NULL DEFAULT 'OPEN',
    closed_at         timestamptz,
    closed_by         uuid,
    created_at        timestamptz NOT NULL DEFAULT pg_catalog.now(),
    created_by        uuid,
    updated_at        timestamptz NOT NULL DEFAULT pg_catalog.now(),
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
        end_date >= start_date
        AND pg_catalog.isfinite(start_date)
        AND pg_catalog.isfinite(end_date)
    ),
    CONSTRAINT fiscal_periods_gapless_check CHECK (start_date = previous_end_date + 1),
    CONSTRAINT fiscal_periods_status_check CHECK (status::text IN ('OPEN', 'CLOSED', 'LOCKED')),
    CONSTRAINT fiscal_periods_closed_check CHECK (
        (status::text = 'OPEN') = (closed_at IS NULL)
        AND (status::text <> 'OPEN' OR closed_by IS NULL)
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
    'OPEN takes postings, CLOSED may be opened again, LOCKED is final; all periods before a LOCKED '
    'one are LOCKED.';

CREATE TABLE chart_of_accounts (
    id           uuid         NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
    company_id   uuid         NOT NULL,
    code         varchar(50)  NOT NULL,
    name         varchar(255) NOT NULL,
    account_type varchar(10)  NOT NULL,
    parent_id    uuid,
    parent_level smallint,
    level        smallint     NOT NULL DEFAULT 0,
    is_active    boolean      NOT NULL DEFAULT true,
    description  text,
    created_at   timestamptz  NOT NULL DEFAULT pg_catalog.now(),
    created_by   uuid,
    updated_at   timestamptz  NOT NULL DEFAULT pg_catalog.now(),
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
        account_type::text IN ('ASSET', 'LIABILITY', 'EQUITY', 'REVENUE', 'EXPENSE')
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
    id                  uuid         NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
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
    created_at          timestamptz  NOT NULL DEFAULT pg_catalog.now(),
    created_by          uuid,
    updated_at          timestamptz  NOT NULL DEFAULT pg_catalog.now(),
    updated_by          uuid,
    CONSTRAINT accounts_pkey PRIMARY KEY (id),
    CONSTRAINT accounts_company_id_key UNIQUE (company_id, id),
    CONSTRAINT accounts_code_key UNIQUE (company_id, code),
    CONSTRAINT accounts_chart_of_account_fkey
        FOREIGN KEY (company_id, chart_of_account_id, account_type)
        REFERENCES chart_of_accounts (company_id, id, account_type),
    CONSTRAINT accounts_currency_fkey FOREIGN KEY (currency_code) REFERENCES currencies (code),
    CONSTRAINT accounts_normal_balance_check CHECK (normal_balance::text IN ('DEBIT', 'CREDIT')),
    CONSTRAINT accounts_contra_check CHECK (
        is_contra
        <> ((account_type::text IN ('ASSET', 'EXPENSE')) = (normal_balance::text = 'DEBIT'))
    ),
    CONSTRAINT accounts_control_type_check CHECK (
        control_type IS NULL
        OR (control_type::text = 'AR' AND account_type::text = 'ASSET')
        OR (control_type::text = 'AP' AND account_type::text = 'LIABILITY')
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
    'AR or AP for an account that the receivables or payables are reconciled with; it takes only '
    'entries with a source document.';
COMMENT ON COLUMN accounts.is_active IS
    'An inactive account takes no new lines; its history stays.';
COMMENT ON COLUMN accounts.is_system_account IS
    'A system account can be neither deleted nor made inactive.';
COMMENT ON COLUMN accounts.balance_shards IS
    'Rows that concurrent postings to one balance are spread over; more than 1 for busy accounts.';

CREATE TABLE journal_entries (
    id                uuid          NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
    company_id        uuid          NOT NULL,
    entry_number      varchar(50)   NOT NULL,
    entry_date        date          NOT NULL,
    description       text,
    reference_number  varchar(100),
    source_type       varchar(50),
    source_id         uuid,
    idempotency_key   varchar(255),
    auto_post         boolean       NOT NULL DEFAULT false,
    fiscal_period_id  uuid,
    status            varchar(10)   NOT NULL DEFAULT 'DRAFT',
    posted_at         timestamptz,
    posted_by         uuid,
    reverses_entry_id uuid,
    reversed_at       timestamptz,
    line_count        integer       NOT NULL DEFAULT 0,
    foreign_lines     integer       NOT NULL DEFAULT 0,
    total_debit       numeric       NOT NULL DEFAULT 0,
    total_credit      numeric       NOT NULL DEFAULT 0,
    metadata          jsonb,
    created_at        timestamptz   NOT NULL DEFAULT pg_catalog.now(),
    created_by        uuid,
    updated_at        timestamptz   NOT NULL DEFAULT pg_catalog.now(),
    updated_by        uuid,
    CONSTRAINT journal_entries_pkey PRIMARY KEY (id),
    CONSTRAINT journal_entries_entry_number_key UNIQUE (company_id, entry_number),
    CONSTRAINT journal_entries_idempotency_key UNIQUE (company_id, idempotency_key),
    CONSTRAINT journal_entries_company_fkey FOREIGN KEY (company_id) REFERENCES companies (id),
    -- The only check, and a short one: the triggers see each row anyway, and PostgreSQL parses every
    -- check of a table anew for each statement, of which an entry takes three.
    CONSTRAINT journal_entries_balanced CHECK (posted_at IS NULL OR total_debit = total_credit)
) WITH (fillfactor = 80);

CREATE UNIQUE INDEX journal_entries_reverses_key
    ON journal_entries (company_id, reverses_entry_id) WHERE reverses_entry_id IS NOT NULL;
CREATE UNIQUE INDEX journal_entries_source_key
    ON journal_entries (company_id, source_type, source_id)
    WHERE source_id IS NOT NULL AND reverses_entry_id IS NULL AND reversed_at IS NULL;
-- No index has a column that posting changes, not even in its condition: so a posting leaves all of
-- them as they are (a heap-only update).
CREATE INDEX journal_entries_entry_date_idx ON journal_entries (company_id, entry_date);
-- After the other indexes: of those that seem equal, as all do while the table is empty, PostgreSQL
-- looks references up in the last one, for as long as the session lasts.
ALTER TABLE journal_entries
    ADD CONSTRAINT journal_entries_company_id_key UNIQUE (company_id, id);
ALTER TABLE journal_entries
    ADD CONSTRAINT journal_entries_reverses_fkey FOREIGN KEY (company_id, reverses_entry_id)
        REFERENCES journal_entries (company_id, id);

COMMENT ON TABLE journal_entries IS
    'Journal entries. A posted one always balances and is only ever corrected by a reversal.';
COMMENT ON COLUMN journal_entries.source_type IS
    'Kind of document that the entry posts, with source_id; a document has one live entry at most.';
COMMENT ON COLUMN journal_entries.idempotency_key IS
    'Key chosen by the caller; a repeated request with the same key is refused.';
COMMENT ON COLUMN journal_entries.auto_post IS
    'Whether the statement that inserts the lines of the entry also posts it, in the name of '
    'created_by. It then inserts all of them, and no other lines.';
COMMENT ON COLUMN journal_entries.fiscal_period_id IS
    'Period the entry was posted in; null in a draft. Its balances refer to the period.';
COMMENT ON COLUMN journal_entries.status IS
    'DRAFT, POSTED, or REVERSED: a posted entry that a later entry has reversed; both count in the '
    'books.';
COMMENT ON COLUMN journal_entries.reverses_entry_id IS 'Entry that this one mirrors in full.';
COMMENT ON COLUMN journal_entries.reversed_at IS 'When the entry became REVERSED.';
COMMENT ON COLUMN journal_entries.line_count IS 'Number of lines, kept by the database.';
COMMENT ON COLUMN journal_entries.foreign_lines IS
    'Number of lines in another currency than the company''s, kept by the database. Without any, an '
    'entry that balances in base currency balances in each.';
COMMENT ON COLUMN journal_entries.total_debit IS
    'Sum of the lines in base currency, kept by the database.';
COMMENT ON COLUMN journal_entries.total_credit IS
    'Sum of the lines in base currency, kept by the database.';

CREATE TABLE journal_entry_lines (
    id                 uuid           NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
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
    created_at         timestamptz    NOT NULL DEFAULT pg_catalog.now(),
    created_by         uuid,
    CONSTRAINT journal_entry_lines_pkey PRIMARY KEY (id),
    CONSTRAINT journal_entry_lines_line_number_key UNIQUE (journal_entry_id, line_number),
    CONSTRAINT journal_entry_lines_journal_entry_fkey FOREIGN KEY (company_id, journal_entry_id)
        REFERENCES journal_entries (company_id, id) ON DELETE CASCADE,
    CONSTRAINT journal_entry_lines_account_fkey FOREIGN KEY (company_id, account_id)
        REFERENCES accounts (company_id, id),
    CONSTRAINT journal_entry_lines_currency_fkey FOREIGN KEY (currency_code)
        REFERENCES currencies (code)
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
    debit_balance       numeric       NOT NULL DEFAULT 0,
    credit_balance      numeric       NOT NULL DEFAULT 0,
    net_balance         numeric       GENERATED ALWAYS AS (debit_balance - credit_balance) STORED,
    base_debit_balance  numeric       NOT NULL DEFAULT 0,
    base_credit_balance numeric       NOT NULL DEFAULT 0,
    base_net_balance    numeric
        GENERATED ALWAYS AS (base_debit_balance - base_credit_balance) STORED,
    updated_at          timestamptz   NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT account_balances_pkey
        PRIMARY KEY (company_id, account_id, fiscal_period_id, currency_code, shard),
    CONSTRAINT account_balances_account_fkey FOREIGN KEY (company_id, account_id)
        REFERENCES accounts (company_id, id),
    CONSTRAINT account_balances_fiscal_period_fkey FOREIGN KEY (company_id, fiscal_period_id)
        REFERENCES fiscal_periods (company_id, id),
    CONSTRAINT account_balances_currency_fkey FOREIGN KEY (currency_code)
        REFERENCES currencies (code)
) WITH (fillfactor = 50);

COMMENT ON TABLE account_balances IS
    'Activity of an account in one period and currency, not a running total. Kept by posting.';
COMMENT ON COLUMN account_balances.shard IS
    'One of the rows that a balance is spread over; the balance is the sum of its shards.';
COMMENT ON COLUMN account_balances.net_balance IS
    'Debits less credits, whatever the normal balance of the account.';
COMMENT ON COLUMN account_balances.base_net_balance IS 'net_balance in base currency.';

-- Rules. Errors carry the broken rule as their constraint, and these SQLSTATEs: 23514 for a value,
-- 23503 and 23505 for a reference or a duplicate, 55000 for something the state of a row forbids,
-- 42501 for a write to what the database keeps by itself. 40001 and 40P01 mean: try again.

CREATE FUNCTION refuse() RETURNS trigger
    LANGUAGE plpgsql
    AS $refuse$
DECLARE
    affected jsonb := coalesce(pg_catalog.to_jsonb(OLD), pg_catalog.to_jsonb(NEW));
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = TG_ARGV[0],
        CONSTRAINT = TG_NAME,
        TABLE = TG_TABLE_NAME,
        SCHEMA = TG_TABLE_SCHEMA,
        MESSAGE = pg_catalog.format(
            '%s on %s%s is refused: %s',
            TG_OP,
            TG_TABLE_NAME,
            ' ' || coalesce(affected ->> 'id'::text, affected ->> 'code'::text),
            TG_ARGV[1]
        );
END
$refuse$;

COMMENT ON FUNCTION refuse() IS
    'Trigger function that always fails. The trigger says when, and gives the SQLSTATE and what to '
    'do instead; the rule that the error names is the trigger.';

CREATE FUNCTION schema_owner() RETURNS name
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    AS $schema_owner$
BEGIN
    RETURN CURRENT_USER;
END
$schema_owner$;

COMMENT ON FUNCTION schema_owner() IS
    'Owner of this schema''s functions. Those that write what the database keeps run as the owner, so '
    'whoever else writes it, from a trigger of their own too, is not one of them.';

CREATE FUNCTION refuse_table(relation oid, instead_of text) RETURNS void
    LANGUAGE plpgsql
    AS $refuse_table$
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = '42501',
        CONSTRAINT = 'refuse_table',
        TABLE = instead_of,
        SCHEMA = pg_catalog.current_schema()::text,
        MESSAGE = pg_catalog.format(
            'A trigger of %s on %s is refused, since it writes what the database keeps: drop it',
            instead_of, relation::regclass
        );
END
$refuse_table$;

COMMENT ON FUNCTION refuse_table(oid, text) IS
    'Always fails: a trigger function that runs as the owner is the trigger of another table.';

CREATE FUNCTION touch_row() RETURNS trigger
    LANGUAGE plpgsql
    AS $touch_row$
BEGIN
    IF (NEW.created_at, NEW.created_by) IS DISTINCT FROM (OLD.created_at, OLD.created_by) THEN
        RAISE EXCEPTION USING
            ERRCODE = '55000',
            CONSTRAINT = TG_NAME,
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'created_at and created_by of %s %s cannot change: leave them as they are',
                TG_TABLE_NAME,
                coalesce(
                    pg_catalog.to_jsonb(OLD) ->> 'id'::text,
                    pg_catalog.to_jsonb(OLD) ->> 'code'::text
                )
            );
    END IF;
    NEW.updated_at := pg_catalog.now();
    RETURN NEW;
END
$touch_row$;

COMMENT ON FUNCTION touch_row() IS
    'Keeps the audit columns of an updated row: sets updated_at, refuses to rewrite its creation.';

DO $do$
DECLARE
    touched text;
BEGIN
    FOREACH touched IN ARRAY ARRAY[
        'currencies', 'exchange_rates', 'fiscal_periods', 'chart_of_accounts', 'accounts'
    ]
    LOOP
        EXECUTE pg_catalog.format(
            $sql$
                CREATE TRIGGER %1$I BEFORE UPDATE ON %2$I
                    FOR EACH ROW EXECUTE FUNCTION touch_row();
                CREATE TRIGGER %3$I BEFORE INSERT ON %2$I
                    FOR EACH ROW WHEN (
                        NEW.created_at <> pg_catalog.now() OR NEW.updated_at <> pg_catalog.now()
                    )
                    EXECUTE FUNCTION refuse(
                        '42501',
                        'created_at and updated_at are kept by the database; leave them out'
                    );
            $sql$,
            touched || '_touch',
            touched,
            touched || '_begin_now'
        );
    END LOOP;
END
$do$;

CREATE TRIGGER companies_touch BEFORE UPDATE ON companies
    FOR EACH ROW WHEN (pg_catalog.to_jsonb(OLD.*) <> pg_catalog.to_jsonb(NEW.*))
    EXECUTE FUNCTION touch_row();
CREATE TRIGGER companies_begin_now BEFORE INSERT ON companies
    FOR EACH ROW WHEN (NEW.created_at <> pg_catalog.now() OR NEW.updated_at <> pg_catalog.now())
    EXECUTE FUNCTION refuse(
        '42501', 'created_at and updated_at are kept by the database; leave them out'
    );

CREATE TRIGGER currencies_fixed BEFORE UPDATE ON currencies
    FOR EACH ROW WHEN (NEW.code::text <> OLD.code::text OR NEW.minor_units <> OLD.minor_units)
    EXECUTE FUNCTION refuse(
        '55000', 'code and minor_units never change; delete the currency if nothing uses it'
    );

CREATE TRIGGER companies_fixed BEFORE UPDATE ON companies
    FOR EACH ROW WHEN (NEW.base_currency_code::text <> OLD.base_currency_code::text)
    EXECUTE FUNCTION refuse(
        '55000', 'base_currency_code never changes; delete the company if nothing uses it'
    );

CREATE FUNCTION get_exchange_rate(from_currency varchar, to_currency varchar, on_date date)
    RETURNS numeric
    LANGUAGE sql STABLE
    AS $get_exchange_rate$
    SELECT CASE
        WHEN from_currency::text = to_currency::text THEN 1
        ELSE (
            SELECT r.rate
            FROM exchange_rates r
            WHERE r.from_currency_code::text = from_currency::text
                AND r.to_currency_code::text = to_currency::text
                AND r.rate_date <= on_date
            ORDER BY r.rate_date DESC
            LIMIT 1
        )
    END
$get_exchange_rate$;

COMMENT ON FUNCTION get_exchange_rate(varchar, varchar, date) IS
    'Rate that holds on a date: the latest up to it, null if there is none, 1 within a currency.';

CREATE FUNCTION change_exchange_rate() RETURNS trigger
    LANGUAGE plpgsql
    AS $change_exchange_rate$
DECLARE
    -- Whatever the time zone of the session is.
    today CONSTANT date := pg_catalog.timezone('UTC', pg_catalog.now())::date;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF EXISTS (
            SELECT FROM fiscal_periods p
            WHERE p.status::text <> 'OPEN' AND p.end_date >= NEW.rate_date
        ) AND EXISTS (
            SELECT FROM exchange_rates r
            WHERE r.from_currency_code::text = NEW.from_currency_code::text
                AND r.to_currency_code::text = NEW.to_currency_code::text
                AND r.rate_date < NEW.rate_date
        ) THEN
            RAISE EXCEPTION USING
                ERRCODE = '55000',
                CONSTRAINT = 'exchange_rates_past',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'A rate from %s to %s of %s would take the place of an earlier one in a period '
                    'that is closed: use a later date',
                    NEW.from_currency_code, NEW.to_currency_code, NEW.rate_date
                );
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF (
            NEW.id, NEW.from_currency_code::text, NEW.to_currency_code::text, NEW.rate_date
        ) IS DISTINCT FROM (
            OLD.id, OLD.from_currency_code::text, OLD.to_currency_code::text, OLD.rate_date
        ) THEN
            RAISE EXCEPTION USING
                ERRCODE = '55000',
                CONSTRAINT = 'exchange_rates_fixed',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Exchange rate %s keeps its id, currencies and date: insert another one',
                    OLD.id
                );
        ELSIF NEW.rate = OLD.rate THEN
            RETURN NEW;
        END IF;
    END IF;
    IF OLD.rate_date < today THEN
        RAISE EXCEPTION USING
            ERRCODE = '55000',
            CONSTRAINT = 'exchange_rates_past',
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'The rate from %s to %s of %s is past, and stays: give an entry the rate that it '
                'needs, or insert one of a later date',
                OLD.from_currency_code, OLD.to_currency_code, OLD.rate_date
            );
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$change_exchange_rate$;

COMMENT ON FUNCTION change_exchange_rate() IS
    'Keeps rates as they were: one of a past day neither changes nor goes, and none comes between '
    'others where a period is closed.';

CREATE TRIGGER exchange_rates_change BEFORE INSERT OR UPDATE OR DELETE ON exchange_rates
    FOR EACH ROW EXECUTE FUNCTION change_exchange_rate();
CREATE TRIGGER exchange_rates_truncate BEFORE TRUNCATE ON exchange_rates
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('55000', 'past rates stay; delete those to come');

CREATE FUNCTION refuse_inactive_company(
    company_id uuid, for_schema text, for_table text, for_rule text
)
    RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    AS $refuse_inactive_company$
DECLARE
    company record;
BEGIN
    -- The lock keeps it from being made inactive until the end of the transaction.
    SELECT c.code, c.is_active INTO company
    FROM companies c
    WHERE c.id = refuse_inactive_company.company_id
    FOR SHARE;
    IF NOT company.is_active THEN
        RAISE EXCEPTION USING
            ERRCODE = '55000',
            CONSTRAINT = for_rule,
            TABLE = for_table,
            SCHEMA = for_schema,
            MESSAGE = pg_catalog.format(
                'Company %s (%s) is inactive, so it takes nothing new: make it active again',
                company.code, refuse_inactive_company.company_id
            );
    END IF;
END
$refuse_inactive_company$;

COMMENT ON FUNCTION refuse_inactive_company(uuid, text, text, text) IS
    'Refuses a company that is inactive. Errors name the rule given.';

CREATE FUNCTION begin_in_active_company() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    AS $begin_in_active_company$
BEGIN
    PERFORM refuse_inactive_company(
        NEW.company_id, TG_TABLE_SCHEMA::text, TG_TABLE_NAME::text, TG_NAME::text
    );
    RETURN NEW;
END
$begin_in_active_company$;

COMMENT ON FUNCTION begin_in_active_company() IS
    'Refuses a new row of an inactive company; the rule that the error names is the trigger.';

CREATE TRIGGER chart_of_accounts_company_active BEFORE INSERT ON chart_of_accounts
    FOR EACH ROW EXECUTE FUNCTION begin_in_active_company();
CREATE TRIGGER accounts_company_active BEFORE INSERT ON accounts
    FOR EACH ROW EXECUTE FUNCTION begin_in_active_company();
-- Afterwards, since closing periods locks them before their company: a second period of the same
-- dates waits for the closing of the first, which would wait for a lock of the company.
CREATE TRIGGER fiscal_periods_company_active AFTER INSERT ON fiscal_periods
    FOR EACH ROW EXECUTE FUNCTION begin_in_active_company();

CREATE FUNCTION change_fiscal_period() RETURNS trigger
    LANGUAGE plpgsql
    AS $change_fiscal_period$
DECLARE
    before record;
BEGIN
    -- A period is locked after the one before it, so whatever is before a LOCKED one is LOCKED too.
    -- None can be put there either, since the first one would have to follow it.
    IF OLD.status::text = 'LOCKED' AND (
        NEW.previous_end_date IS DISTINCT FROM OLD.previous_end_date
        OR NEW.id <> OLD.id
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = '55000',
            CONSTRAINT = 'fiscal_periods_locked_chain',
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'Period %s (%s) is LOCKED, and so is what is before it: no other period can be put '
                'before it',
                OLD.name, OLD.id
            );
    END IF;
    IF (NEW.company_id, NEW.start_date, NEW.end_date)
        IS DISTINCT FROM (OLD.company_id, OLD.start_date, OLD.end_date)
    THEN
        -- An older snapshot might not show an entry posted meanwhile.
        IF OLD.status::text <> 'OPEN'
            OR pg_catalog.current_setting('transaction_isolation') <> 'read committed'
            OR EXISTS (
                SELECT FROM journal_entries e
                WHERE e.company_id = OLD.company_id
                    AND e.fiscal_period_id = OLD.id
                    AND e.status::text <> 'DRAFT'
            )
        THEN
            RAISE EXCEPTION USING
                ERRCODE = '55000',
                CONSTRAINT = 'fiscal_periods_dates_fixed',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'The dates of period %s (%s) cannot change: only those of an OPEN period '
                    'without posted entries can, in a READ COMMITTED transaction',
                    OLD.name, OLD.id
                );
        END IF;
    END IF;

    IF NEW.status::text = OLD.status::text THEN
        IF (NEW.closed_at, NEW.closed_by) IS DISTINCT FROM (OLD.closed_at, OLD.closed_by) THEN
            RAISE EXCEPTION USING
                ERRCODE = '55000',
                CONSTRAINT = 'fiscal_periods_closed_fixed',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'closed_at and closed_by of period %s (%s) cannot change: they are set when it '
                    'is closed',
                    OLD.name, OLD.id
                );
        END IF;
        RETURN NEW;
    ELSIF OLD.status::text = 'OPEN' AND NEW.status::text = 'CLOSED' THEN
        NEW.closed_at := coalesce(NEW.closed_at, pg_catalog.now());
    ELSIF OLD.status::text = 'CLOSED' AND NEW.status::text = 'OPEN' THEN
        NEW.closed_at := NULL;
        NEW.closed_by := NULL;
    ELSIF OLD.status::text = 'CLOSED' AND NEW.status::text = 'LOCKED' THEN
        SELECT p.id, p.name, p.status INTO before
        FROM fiscal_periods p
        WHERE p.company_id = NEW.company_id
            AND p.end_date = NEW.previous_end_date
            AND p.status::text <> 'LOCKED';
        IF FOUND THEN
            RAISE EXCEPTION USING
                ERRCODE = '55000',
                CONSTRAINT = 'fiscal_periods_lock_order',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Period %s (%s) cannot be LOCKED while the one before, %s (%s), is %s, since a '
                    'posting there would change what it shows: lock that one first',
                    OLD.name, OLD.id, before.name, before.id, before.status
                );
        END IF;
    ELSE
        RAISE EXCEPTION USING
            ERRCODE = '55000',
            CONSTRAINT = 'fiscal_periods_transition',
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'Period %s (%s) cannot change from %s to %s: an OPEN period can be CLOSED, a '
                'CLOSED one can be OPEN again or be LOCKED, and LOCKED is final',
                OLD.name, OLD.id, OLD.status, NEW.status
            );
    END IF;
    RETURN NEW;
END
$change_fiscal_period$;

COMMENT ON FUNCTION change_fiscal_period() IS
    'Keeps the life of a period: its transitions, the order of locking, closed_at, and dates that '
    'stay once used.';

CREATE FUNCTION close_fiscal_periods() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    AS $close_fiscal_periods$
DECLARE
    closed record;
BEGIN
    FOR closed IN
        SELECT DISTINCT n.company_id
        FROM old_periods o
        JOIN new_periods n ON n.id = o.id
        WHERE o.status::text = 'OPEN' AND n.status::text = 'CLOSED'
        ORDER BY n.company_id
    LOOP
        UPDATE companies c SET is_active = c.is_active WHERE c.id = closed.company_id;
    END LOOP;
    RETURN NULL;
END
$close_fiscal_periods$;

COMMENT ON FUNCTION close_fiscal_periods() IS
    'Writes the companies of closed periods and changes nothing in them, but so waits for those who '
    'hold lock_subledger_date(), and makes those with an older snapshot fail instead of missing that '
    'the period is closed. Once for all periods of a statement, after their own locks.';

CREATE TRIGGER fiscal_periods_close AFTER UPDATE ON fiscal_periods
    REFERENCING OLD TABLE AS old_periods NEW TABLE AS new_periods
    FOR EACH STATEMENT EXECUTE FUNCTION close_fiscal_periods();
CREATE TRIGGER fiscal_periods_change BEFORE UPDATE ON fiscal_periods
    FOR EACH ROW EXECUTE FUNCTION change_fiscal_period();
CREATE TRIGGER fiscal_periods_begin_open BEFORE INSERT ON fiscal_periods
    FOR EACH ROW WHEN (NEW.status::text <> 'OPEN')
    EXECUTE FUNCTION refuse('55000', 'a period begins OPEN; insert it so, then close it');
CREATE TRIGGER fiscal_periods_keep BEFORE DELETE ON fiscal_periods
    FOR EACH ROW WHEN (OLD.status::text <> 'OPEN')
    EXECUTE FUNCTION refuse('55000', 'only an OPEN period can be deleted');

CREATE FUNCTION lock_subledger_date(
    company_id uuid, on_date date, for_schema text, for_table text, for_rule text
)
    RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    AS $lock_subledger_date$
DECLARE
    closed record;
BEGIN
    PERFORM FROM companies c WHERE c.id = lock_subledger_date.company_id FOR SHARE;

    -- A later statement than the lock, so that it sees what was committed before the lock.
    IF NOT EXISTS (
        SELECT FROM fiscal_periods p
        WHERE p.company_id = lock_subledger_date.company_id
            AND on_date BETWEEN p.start_date AND p.end_date
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = '55000',
            CONSTRAINT = for_rule,
            TABLE = for_table,
            SCHEMA = for_schema,
            MESSAGE = pg_catalog.format(
                'No fiscal period of company %s contains %s: use a date in an OPEN period',
                lock_subledger_date.company_id, coalesce(on_date::text, 'a missing date')
            );
    END IF;

    SELECT p.id, p.name, p.status INTO closed
    FROM fiscal_periods p
    WHERE p.company_id = lock_subledger_date.company_id
        AND p.end_date >= on_date
        AND p.status::text <> 'OPEN'
    ORDER BY p.end_date DESC
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION USING
            ERRCODE = '55000',
            CONSTRAINT = for_rule,
            TABLE = for_table,
            SCHEMA = for_schema,
            MESSAGE = pg_catalog.format(
                'The date %s is not open in company %s, since period %s (%s) is %s and its '
                'aging would change: use a later date, or open the period again',
                on_date, lock_subledger_date.company_id, closed.name, closed.id, closed.status
            );
    END IF;
END
$lock_subledger_date$;

COMMENT ON FUNCTION lock_subledger_date(uuid, date, text, text, text) IS
    'Refuses a date of receivables or payables unless its period is OPEN and so is every later '
    'one, and keeps all of them from being closed until the end of the transaction. Each date is '
    'part of the aging of its own period and of all later ones. Errors name the rule given.';

CREATE TRIGGER accounts_fixed BEFORE UPDATE ON accounts
    FOR EACH ROW WHEN (
        NEW.company_id <> OLD.company_id
        OR NEW.account_type::text <> OLD.account_type::text
        OR NEW.normal_balance::text <> OLD.normal_balance::text
        OR NEW.currency_code::text IS DISTINCT FROM OLD.currency_code::text
    )
    EXECUTE FUNCTION refuse(
        '55000',
        'company_id, account_type, normal_balance and currency_code never change; create '
        'another account, and delete this one or make it inactive'
    );
CREATE FUNCTION change_control_type() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    AS $change_control_type$
BEGIN
    -- Waits for lines being inserted, which keep the account as it is. An older snapshot might not
    -- show them.
    PERFORM FROM accounts a WHERE a.id = OLD.id FOR UPDATE;
    IF pg_catalog.current_setting('transaction_isolation') <> 'read committed'
        OR EXISTS (SELECT FROM journal_entry_lines l WHERE l.account_id = OLD.id)
    THEN
        RAISE EXCEPTION USING
            ERRCODE = '55000',
            CONSTRAINT = TG_NAME,
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'control_type of account %s (%s) cannot change from %s to %s: only that of an '
                'account without lines can, in a READ COMMITTED transaction; create another one',
                OLD.code, OLD.id,
                coalesce(OLD.control_type, 'none'), coalesce(NEW.control_type, 'none')
            );
    END IF;
    RETURN NEW;
END
$change_control_type$;

COMMENT ON FUNCTION change_control_type() IS
    'Lets an account become a control account, or cease to be one, only before it has lines.';

CREATE TRIGGER accounts_control_type_fixed BEFORE UPDATE ON accounts
    FOR EACH ROW WHEN (NEW.control_type::text IS DISTINCT FROM OLD.control_type::text)
    EXECUTE FUNCTION change_control_type();
CREATE TRIGGER accounts_system_active BEFORE UPDATE ON accounts
    FOR EACH ROW WHEN (
        (OLD.is_system_account OR NEW.is_system_account) AND NOT NEW.is_active
    )
    EXECUTE FUNCTION refuse('55000', 'a system account stays active');
CREATE TRIGGER accounts_system_keep BEFORE DELETE ON accounts
    FOR EACH ROW WHEN (OLD.is_system_account)
    EXECUTE FUNCTION refuse('55000', 'a system account cannot be deleted');

-- Journal entry lines: each change is added to the totals of its entry, which takes the lock of the
-- entry. So the totals are always those of the lines, and a change that meets a posting of the same
-- entry waits for it and then fails, as does a posting whose snapshot does not show the change.

CREATE FUNCTION journal_entry_line_fault(
    line_number integer, currency_code varchar, exchange_rate numeric,
    debit numeric, credit numeric, base_debit numeric, base_credit numeric,
    account_currency_code varchar, minor_units smallint,
    base_currency_code varchar, base_minor_units smallint
)
    RETURNS text
    LANGUAGE sql IMMUTABLE
    RETURN CASE
        WHEN line_number <= 0 THEN 'journal_entry_lines_line_number_check'
        -- The upper bounds keep out NaN.
        WHEN exchange_rate <= 0.0 OR exchange_rate >= 1e10
            THEN 'journal_entry_lines_exchange_rate_check'
        WHEN GREATEST(debit, credit, base_debit, base_credit) >= 1e15
            THEN 'journal_entry_lines_bounds_check'
        -- Nothing is negative, one side is empty, and the other is not.
        WHEN LEAST(debit, credit, base_debit, base_credit) < 0.0
            OR LEAST(debit + base_debit, credit + base_credit) <> 0.0
            OR debit + base_debit + credit + base_credit = 0.0
            THEN 'journal_entry_lines_one_side_check'
        WHEN account_currency_code::text <> currency_code::text
            THEN 'journal_entry_lines_account_currency'
        WHEN debit + credit <> pg_catalog.round(debit + credit, minor_units)
            THEN 'journal_entry_lines_minor_units'
        WHEN currency_code::text = base_currency_code::text AND exchange_rate <> 1.0
            THEN 'journal_entry_lines_base_rate'
        WHEN currency_code::text = base_currency_code::text AND debit + credit = 0.0
            THEN 'journal_entry_lines_base_only'
        WHEN base_debit + base_credit <> pg_catalog.round(
            CASE
                WHEN debit + credit > 0.0 THEN (debit + credit) * exchange_rate
                ELSE base_debit + base_credit
            END,
            base_minor_units
        )
            THEN 'journal_entry_lines_base_amount'
    END;

COMMENT ON FUNCTION journal_entry_line_fault IS
    'The first rule that the values of a line break, null if none. As checks of the table the rules '
    'would be parsed anew for each statement.';

CREATE FUNCTION change_journal_entry_lines() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    AS $change_journal_entry_lines$
DECLARE
    change      record;
    any_posted  boolean;
    several     boolean;
    checked     boolean := false;
    problem     record;
    rule        text;
    explanation text;
BEGIN
    IF TG_RELID <> 'journal_entry_lines'::regclass::oid THEN
        PERFORM refuse_table(TG_RELID, 'journal_entry_lines'::text);
    END IF;
    -- First what was there, so that the sums in between are never larger than those before and
    -- after.
    IF TG_OP <> 'INSERT' THEN
        FOR change IN
            SELECT
                l.journal_entry_id,
                pg_catalog.count(*) AS lines,
                pg_catalog.count(*) FILTER (
                    WHERE l.currency_code::text <> o.base_currency_code::text
                ) AS foreign_lines,
                pg_catalog.sum(l.base_debit_amount) AS debit,
                pg_catalog.sum(l.base_credit_amount) AS credit
            FROM old_lines l
            JOIN companies o ON o.id = l.company_id
            GROUP BY l.journal_entry_id
            ORDER BY l.journal_entry_id
        LOOP
            UPDATE journal_entries e
            SET line_count = e.line_count - change.lines,
                foreign_lines = e.foreign_lines - change.foreign_lines,
                total_debit = e.total_debit - change.debit,
                total_credit = e.total_credit - change.credit,
                updated_at = pg_catalog.now()
            WHERE e.id = change.journal_entry_id AND e.posted_at IS NULL;
            -- A deleted draft takes its lines along.
            IF NOT FOUND AND EXISTS (
                SELECT FROM journal_entries e WHERE e.id = change.journal_entry_id
            ) THEN
                RAISE EXCEPTION USING
                    ERRCODE = '55000',
                    CONSTRAINT = 'journal_entry_lines_frozen',
                    TABLE = TG_TABLE_NAME,
                    SCHEMA = TG_TABLE_SCHEMA,
                    MESSAGE = pg_catalog.format(
                        'The lines of journal entry %s cannot change, since it is posted: '
                        'reverse the entry',
                        change.journal_entry_id
                    );
            END IF;
        END LOOP;
    END IF;

    IF TG_OP <> 'DELETE' THEN
        FOR change IN
            SELECT
                l.journal_entry_id,
                pg_catalog.count(*) AS lines,
                pg_catalog.count(*) FILTER (
                    WHERE l.currency_code::text <> o.base_currency_code::text
                ) AS foreign_lines,
                pg_catalog.sum(l.base_debit_amount) AS debit,
                pg_catalog.sum(l.base_credit_amount) AS credit,
                -- Of most lines it is quickly told that they keep all rules.
                pg_catalog.bool_and(
                    l.currency_code::text = o.base_currency_code::text
                    AND l.exchange_rate = 1.0
                    AND l.debit_amount = l.base_debit_amount
                    AND l.credit_amount = l.base_credit_amount
                    AND LEAST(l.debit_amount, l.credit_amount) = 0.0
                    AND GREATEST(l.debit_amount, l.credit_amount) > 0.0
                    -- The bound keeps out NaN, which is more than any number.
                    AND pg_catalog.round(GREATEST(l.debit_amount, l.credit_amount), c.minor_units)
                        = LEAST(l.debit_amount + l.credit_amount, 1e15)
                    AND l.line_number > 0
                    AND coalesce(a.currency_code, l.currency_code)::text = l.currency_code::text
                    AND a.is_active
                    AND c.is_active
                    AND o.is_active
                    AND (l.created_at = pg_catalog.now() OR TG_OP = 'UPDATE')
                ) AS usual
            FROM new_lines l
            CROSS JOIN LATERAL (
                -- LIMIT makes it a look-up for each line, however many accounts there are.
                SELECT x.is_active, x.currency_code
                FROM accounts x
                WHERE x.id = l.account_id
                LIMIT 1
            ) a
            CROSS JOIN LATERAL (
                SELECT x.is_active, x.minor_units
                FROM currencies x
                WHERE x.code::text = l.currency_code::text
                LIMIT 1
            ) c
            JOIN companies o ON o.id = l.company_id
            GROUP BY l.journal_entry_id
            ORDER BY l.journal_entry_id
        LOOP
            IF NOT (change.usual OR checked) THEN
                -- All lines of the statement, but those of posted entries, which are refused below.
                SELECT
                    l.journal_entry_id, l.line_number, l.currency_code, l.exchange_rate,
                    l.debit_amount + l.credit_amount AS amount,
                    l.base_debit_amount + l.base_credit_amount AS base_amount,
                    c.minor_units, b.code AS base_code, b.minor_units AS base_minor_units,
                    a.code AS account_code, a.currency_code AS account_currency,
                    f.rule
                INTO problem
                FROM new_lines l
                CROSS JOIN LATERAL (
                    SELECT x.code, x.is_active, x.currency_code
                    FROM accounts x
                    WHERE x.id = l.account_id
                    LIMIT 1
                ) a
                CROSS JOIN LATERAL (
                    SELECT x.posted_at, x.reverses_entry_id
                    FROM journal_entries x
                    WHERE x.id = l.journal_entry_id
                    LIMIT 1
                ) e
                JOIN currencies c ON c.code::text = l.currency_code::text
                JOIN companies o ON o.id = l.company_id
                JOIN currencies b ON b.code::text = o.base_currency_code::text
                CROSS JOIN LATERAL (
                    SELECT
                        coalesce(
                            journal_entry_line_fault(
                                l.line_number, l.currency_code, l.exchange_rate,
                                l.debit_amount, l.credit_amount,
                                l.base_debit_amount, l.base_credit_amount,
                                a.currency_code, c.minor_units, b.code, b.minor_units
                            ),
                            CASE
                                WHEN l.created_at <> pg_catalog.now() AND TG_OP = 'INSERT'
                                    THEN 'journal_entry_lines_begin_now'
                                WHEN e.reverses_entry_id IS NOT NULL THEN NULL
                                WHEN NOT o.is_active THEN 'journal_entry_lines_company_active'
                                WHEN NOT a.is_active THEN 'journal_entry_lines_account_active'
                                WHEN NOT c.is_active THEN 'journal_entry_lines_currency_active'
                            END
                        )
                ) f (rule)
                WHERE e.posted_at IS NULL AND f.rule IS NOT NULL
                ORDER BY l.journal_entry_id, l.line_number
                LIMIT 1;
                IF FOUND THEN
                    rule := problem.rule;
                    EXIT;
                END IF;
                checked := true;
            END IF;

            several := any_posted IS NOT NULL;
            UPDATE journal_entries e
            SET line_count = e.line_count + change.lines,
                foreign_lines = e.foreign_lines + change.foreign_lines,
                total_debit = e.total_debit + change.debit,
                total_credit = e.total_credit + change.credit,
                updated_at = pg_catalog.now()
            WHERE e.id = change.journal_entry_id AND e.posted_at IS NULL
            RETURNING e.auto_post OR coalesce(any_posted, false) INTO any_posted;
            IF NOT FOUND THEN
                RAISE EXCEPTION USING
                    ERRCODE = '55000',
                    CONSTRAINT = 'journal_entry_lines_frozen',
                    TABLE = TG_TABLE_NAME,
                    SCHEMA = TG_TABLE_SCHEMA,
                    MESSAGE = pg_catalog.format(
                        'The lines of journal entry %s cannot change, since it is posted: '
                        'reverse the entry',
                        change.journal_entry_id
                    );
            END IF;
            IF any_posted AND several THEN
                -- They would be posted one after the other, and so lock balances in no order.
                RAISE EXCEPTION USING
                    ERRCODE = '55000',
                    CONSTRAINT = 'journal_entry_lines_auto_post',
                    TABLE = TG_TABLE_NAME,
                    SCHEMA = TG_TABLE_SCHEMA,
                    MESSAGE = pg_catalog.format(
                        'The lines of journal entry %s cannot be inserted together with those of '
                        'others, since one of the entries is posted by its lines (auto_post): use '
                        'one statement for each, or drafts without auto_post',
                        change.journal_entry_id
                    );
            END IF;
        END LOOP;

        IF rule IS NOT NULL THEN
            explanation := CASE rule
                WHEN 'journal_entry_lines_begin_now' THEN
                    'created_at is kept by the database: leave it out'
                WHEN 'journal_entry_lines_company_active' THEN
                    'its company is inactive: make it active again'
                WHEN 'journal_entry_lines_account_active' THEN pg_catalog.format(
                    'account %s is inactive: use another account', problem.account_code
                )
                WHEN 'journal_entry_lines_currency_active' THEN pg_catalog.format(
                    'currency %s is inactive: use another currency', problem.currency_code
                )
                WHEN 'journal_entry_lines_line_number_check' THEN
                    'line_number begins with 1'
                WHEN 'journal_entry_lines_exchange_rate_check' THEN pg_catalog.format(
                    'the exchange_rate is %s, but has to be more than 0 and less than 1e10',
                    problem.exchange_rate
                )
                WHEN 'journal_entry_lines_bounds_check' THEN
                    'an amount is not a number: give one less than 1e15'
                WHEN 'journal_entry_lines_one_side_check' THEN
                    'give amounts either as debit or as credit, none of them negative and not all 0'
                WHEN 'journal_entry_lines_account_currency' THEN pg_catalog.format(
                    'account %s takes %s only, not %s: use another account or currency',
                    problem.account_code, problem.account_currency, problem.currency_code
                )
                WHEN 'journal_entry_lines_minor_units' THEN pg_catalog.format(
                    '%s has more than the %s decimals of %s: round the amount',
                    problem.amount, problem.minor_units, problem.currency_code
                )
                WHEN 'journal_entry_lines_base_rate' THEN pg_catalog.format(
                    '%s is the base currency, so its exchange_rate is 1', problem.base_code
                )
                WHEN 'journal_entry_lines_base_only' THEN pg_catalog.format(
                    'a line with a base amount only is in another currency than %s, the one whose '
                    'exchange difference it takes up',
                    problem.base_code
                )
                ELSE pg_catalog.format(
                    'the base amount is %s, but %s at %s is %s in %s with %s decimals',
                    problem.base_amount,
                    problem.amount,
                    problem.exchange_rate,
                    pg_catalog.round(
                        CASE
                            WHEN problem.amount > 0.0 THEN problem.amount * problem.exchange_rate
                            ELSE problem.base_amount
                        END,
                        problem.base_minor_units
                    ),
                    problem.base_code,
                    problem.base_minor_units
                )
            END;
            RAISE EXCEPTION USING
                ERRCODE = CASE
                    WHEN rule LIKE '%\_active' THEN '55000'
                    WHEN rule = 'journal_entry_lines_begin_now' THEN '42501'
                    ELSE '23514'
                END,
                CONSTRAINT = rule,
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Line %s of journal entry %s: %s',
                    problem.line_number, problem.journal_entry_id, explanation
                );
        END IF;
    END IF;
    RETURN NULL;
END
$change_journal_entry_lines$;

COMMENT ON FUNCTION change_journal_entry_lines() IS
    'Checks changed lines against their account, currency and company, and adds the change to the '
    'totals of their entries, in the order of the entries'' ids so that sessions do not deadlock.';

CREATE TRIGGER journal_entry_lines_insert AFTER INSERT ON journal_entry_lines
    REFERENCING NEW TABLE AS new_lines
    FOR EACH STATEMENT EXECUTE FUNCTION change_journal_entry_lines();
CREATE TRIGGER journal_entry_lines_update AFTER UPDATE ON journal_entry_lines
    REFERENCING OLD TABLE AS old_lines NEW TABLE AS new_lines
    FOR EACH STATEMENT EXECUTE FUNCTION change_journal_entry_lines();
CREATE TRIGGER journal_entry_lines_delete AFTER DELETE ON journal_entry_lines
    REFERENCING OLD TABLE AS old_lines
    FOR EACH STATEMENT EXECUTE FUNCTION change_journal_entry_lines();
CREATE TRIGGER journal_entry_lines_fixed BEFORE UPDATE ON journal_entry_lines
    FOR EACH ROW WHEN (
        (OLD.id, OLD.company_id, OLD.journal_entry_id, OLD.created_at, OLD.created_by)
            IS DISTINCT FROM
            (NEW.id, NEW.company_id, NEW.journal_entry_id, NEW.created_at, NEW.created_by)
    )
    EXECUTE FUNCTION refuse(
        '55000', 'a line keeps its id, its entry and its creation; delete it and insert another'
    );
CREATE TRIGGER journal_entry_lines_truncate BEFORE TRUNCATE ON journal_entry_lines
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('55000', 'posted lines stay; delete drafts instead');

-- Journal entries: an entry begins as an empty draft, is posted by an UPDATE of its status, and
-- from then on is only ever marked REVERSED, by the posting of its reversal.

CREATE FUNCTION begin_journal_entry() RETURNS trigger
    LANGUAGE plpgsql
    AS $begin_journal_entry$
DECLARE
    -- A company that is not there is refused by the foreign key.
    company_active boolean := coalesce(
        NEW.reverses_entry_id IS NOT NULL
            OR (SELECT o.is_active FROM companies o WHERE o.id = NEW.company_id),
        true
    );
BEGIN
    IF NEW.status::text = 'DRAFT'
        AND NEW.line_count = 0
        AND NEW.total_debit = 0.0
        AND NEW.total_credit = 0.0
        AND NEW.foreign_lines = 0
        AND pg_catalog.num_nonnulls(
            NEW.posted_at, NEW.posted_by, NEW.fiscal_period_id, NEW.reversed_at
        ) = 0
        AND NEW.source_type IS NULL
        AND NEW.source_id IS NULL
        AND NEW.created_at = pg_catalog.now()
        AND NEW.updated_at = pg_catalog.now()
        AND company_active
    THEN
        RETURN NEW;
    ELSIF NEW.status::text <> 'DRAFT' THEN
        RAISE EXCEPTION USING
            ERRCODE = '55000',
            CONSTRAINT = 'journal_entries_begin_as_draft',
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'Journal entry %s (%s) cannot begin as %s: insert it as DRAFT, add its lines, '
                'then post it',
                NEW.entry_number, NEW.id, NEW.status
            );
    ELSIF NEW.line_count <> 0 OR NEW.foreign_lines <> 0
        OR NEW.total_debit <> 0.0 OR NEW.total_credit <> 0.0
    THEN
        RAISE EXCEPTION USING
            ERRCODE = '42501',
            CONSTRAINT = 'journal_entries_totals_maintained',
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'line_count, foreign_lines, total_debit and total_credit of journal entry %s (%s) '
                'are kept by the database: leave them out',
                NEW.entry_number, NEW.id
            );
    ELSIF pg_catalog.num_nonnulls(
        NEW.posted_at, NEW.posted_by, NEW.fiscal_period_id, NEW.reversed_at
    ) > 0 THEN
        RAISE EXCEPTION USING
            ERRCODE = '23514',
            CONSTRAINT = 'journal_entries_posted_check',
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'Journal entry %s (%s) is a DRAFT, which has no posted_at, posted_by, '
                'fiscal_period_id and reversed_at: leave them out',
                NEW.entry_number, NEW.id
            );
    ELSIF pg_catalog.num_nonnulls(NEW.source_type, NEW.source_id) = 1
        OR (NEW.source_id IS NOT NULL AND NEW.reverses_entry_id IS NOT NULL)
    THEN
        RAISE EXCEPTION USING
            ERRCODE = '23514',
            CONSTRAINT = 'journal_entries_source_check',
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'Journal entry %s (%s) has to have source_type and source_id both or neither, and '
                'neither if it is a reversal',
                NEW.entry_number, NEW.id
            );
    ELSIF NEW.created_at <> pg_catalog.now() OR NEW.updated_at <> pg_catalog.now() THEN
        RAISE EXCEPTION USING
            ERRCODE = '42501',
            CONSTRAINT = 'journal_entries_begin_now',
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'created_at and updated_at of journal entry %s (%s) are kept by the database: '
                'leave them out',
                NEW.entry_number, NEW.id
            );
    ELSIF NOT company_active THEN
        RAISE EXCEPTION USING
            ERRCODE = '55000',
            CONSTRAINT = 'journal_entries_company_active',
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'Journal entry %s (%s) is of company %s, which is inactive: only a reversal can '
                'still be made, or make the company active again',
                NEW.entry_number, NEW.id, NEW.company_id
            );
    END IF;
    -- It has a source, or something is missing, which the columns refuse.
    RETURN NEW;
END
$begin_journal_entry$;

COMMENT ON FUNCTION begin_journal_entry() IS 'Lets an entry begin as an empty draft only.';

CREATE FUNCTION lock_open_period(company_id uuid, on_date date) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    AS $lock_open_period$
DECLARE
    period_id uuid;
    takes_it  boolean;
BEGIN
    -- Periods have no gaps: the first that ends on the date or later contains it, unless the date is
    -- before them all.
    SELECT p.id, p.status::text = 'OPEN' AND p.start_date <= on_date
    INTO period_id, takes_it
    FROM fiscal_periods p
    WHERE p.company_id = lock_open_period.company_id AND p.end_date >= on_date
    ORDER BY p.end_date
    LIMIT 1
    FOR SHARE;
    RETURN CASE WHEN takes_it THEN period_id END;
END
$lock_open_period$;

COMMENT ON FUNCTION lock_open_period(uuid, date) IS
    'The OPEN period that contains a date, null if there is none. It is kept from being closed until '
    'the end of the transaction, also for those who may post but not close.';

CREATE FUNCTION change_journal_entry() RETURNS trigger
    LANGUAGE plpgsql
    AS $change_journal_entry$
DECLARE
    period_id uuid;
    period    record;
    company   record;
BEGIN
    IF OLD.status::text = 'DRAFT' AND NEW.status::text IN ('DRAFT', 'POSTED') THEN
        IF NEW.created_at <> OLD.created_at
            OR NEW.created_by IS DISTINCT FROM OLD.created_by
            OR NEW.company_id <> OLD.company_id
            OR NEW.id <> OLD.id
            OR NEW.reverses_entry_id IS DISTINCT FROM OLD.reverses_entry_id
            OR NEW.auto_post <> OLD.auto_post
            OR NEW.reversed_at IS NOT NULL
        THEN
            RAISE EXCEPTION USING
                ERRCODE = '55000',
                CONSTRAINT = 'journal_entries_fixed',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Journal entry %s (%s) keeps its id, company_id, reverses_entry_id, auto_post, '
                    'reversed_at, created_at and created_by: leave them as they are',
                    OLD.entry_number, OLD.id
                );
        END IF;
        IF (
            NEW.line_count <> OLD.line_count
            OR NEW.foreign_lines <> OLD.foreign_lines
            OR NEW.total_debit <> OLD.total_debit
            OR NEW.total_credit <> OLD.total_credit
        ) AND (
            pg_catalog.pg_trigger_depth() < 2 OR CURRENT_USER <> schema_owner()
        ) THEN
            RAISE EXCEPTION USING
                ERRCODE = '42501',
                CONSTRAINT = 'journal_entries_totals_maintained',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'line_count, foreign_lines, total_debit and total_credit of journal entry '
                    '%s (%s) are kept by the database: change the lines instead',
                    OLD.entry_number, OLD.id
                );
        END IF;
        IF pg_catalog.num_nonnulls(NEW.source_type, NEW.source_id) = 1
            OR (NEW.source_id IS NOT NULL AND NEW.reverses_entry_id IS NOT NULL)
        THEN
            RAISE EXCEPTION USING
                ERRCODE = '23514',
                CONSTRAINT = 'journal_entries_source_check',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Journal entry %s (%s) has to have source_type and source_id both or neither, '
                    'and neither if it is a reversal',
                    OLD.entry_number, OLD.id
                );
        END IF;
        IF NEW.auto_post AND NEW.line_count > OLD.line_count THEN
            NEW.status := 'POSTED';
            NEW.posted_by := NEW.created_by;
        END IF;
        IF NEW.status::text = 'POSTED' THEN
            period_id := lock_open_period(NEW.company_id, NEW.entry_date);
            IF period_id IS NULL THEN
                SELECT p.id, p.name, p.status INTO period
                FROM fiscal_periods p
                WHERE p.company_id = NEW.company_id
                    AND NEW.entry_date BETWEEN p.start_date AND p.end_date;
                RAISE EXCEPTION USING
                    ERRCODE = '55000',
                    CONSTRAINT = 'journal_entries_period_open',
                    TABLE = TG_TABLE_NAME,
                    SCHEMA = TG_TABLE_SCHEMA,
                    MESSAGE = CASE
                        WHEN period.id IS NULL THEN pg_catalog.format(
                            'Journal entry %s (%s) cannot be posted on %s, which no fiscal period '
                            'of its company contains: change entry_date or add the period',
                            OLD.entry_number, OLD.id, NEW.entry_date
                        )
                        ELSE pg_catalog.format(
                            'Journal entry %s (%s) cannot be posted on %s, since period %s (%s) is '
                            '%s: change entry_date or open the period again',
                            OLD.entry_number, OLD.id, NEW.entry_date,
                            period.name, period.id, period.status
                        )
                    END;
            END IF;
            IF NEW.total_debit <> NEW.total_credit
                OR NEW.total_debit = 0.0
                OR NEW.line_count < 2
            THEN
                RAISE EXCEPTION USING
                    ERRCODE = '23514',
                    CONSTRAINT = 'journal_entries_balanced',
                    TABLE = TG_TABLE_NAME,
                    SCHEMA = TG_TABLE_SCHEMA,
                    MESSAGE = pg_catalog.format(
                        'Journal entry %s (%s) cannot be posted with %s lines, debits of %s and '
                        'credits of %s: it needs two lines or more that balance',
                        OLD.entry_number, OLD.id,
                        NEW.line_count, NEW.total_debit, NEW.total_credit
                    );
            END IF;
            SELECT o.code, o.is_active, o.separate_duties INTO company
            FROM companies o
            WHERE o.id = NEW.company_id;
            IF NOT company.is_active AND NEW.reverses_entry_id IS NULL THEN
                RAISE EXCEPTION USING
                    ERRCODE = '55000',
                    CONSTRAINT = 'journal_entries_company_active',
                    TABLE = TG_TABLE_NAME,
                    SCHEMA = TG_TABLE_SCHEMA,
                    MESSAGE = pg_catalog.format(
                        'Journal entry %s (%s) cannot be posted, since company %s is inactive: '
                        'only a reversal still can, or make the company active again',
                        OLD.entry_number, OLD.id, company.code
                    );
            END IF;
            IF company.separate_duties AND (
                NEW.created_by IS NULL OR NEW.posted_by IS NULL OR NEW.created_by = NEW.posted_by
            ) THEN
                RAISE EXCEPTION USING
                    ERRCODE = '55000',
                    CONSTRAINT = 'journal_entries_separate_duties',
                    TABLE = TG_TABLE_NAME,
                    SCHEMA = TG_TABLE_SCHEMA,
                    MESSAGE = pg_catalog.format(
                        'Journal entry %s (%s) was made by %s and cannot be posted by %s, since '
                        'company %s separates duties: let somebody else post it, and name both',
                        OLD.entry_number, OLD.id,
                        coalesce(NEW.created_by::text, 'nobody'),
                        coalesce(NEW.posted_by::text, 'nobody'),
                        company.code
                    );
            END IF;
            IF NEW.reverses_entry_id IS NOT NULL THEN
                -- Before any balance is locked.
                PERFORM FROM journal_entries e WHERE e.id = NEW.reverses_entry_id
                FOR NO KEY UPDATE;
            END IF;
            NEW.fiscal_period_id := period_id;
            NEW.posted_at := pg_catalog.now();
        ELSIF pg_catalog.num_nonnulls(NEW.posted_at, NEW.posted_by, NEW.fiscal_period_id) > 0 THEN
            RAISE EXCEPTION USING
                ERRCODE = '23514',
                CONSTRAINT = 'journal_entries_posted_check',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Journal entry %s (%s) is a DRAFT, which has no posted_at, posted_by and '
                    'fiscal_period_id: set its status to POSTED instead',
                    OLD.entry_number, OLD.id
                );
        END IF;
        NEW.updated_at := pg_catalog.now();
        RETURN NEW;
    END IF;

    IF OLD.status::text = 'POSTED' AND NEW.status::text = 'REVERSED'
        AND pg_catalog.to_jsonb(NEW) - 'status'::text - 'updated_at'::text - 'updated_by'::text
            = pg_catalog.to_jsonb(OLD) - 'status'::text - 'updated_at'::text - 'updated_by'::text
        AND EXISTS (
            SELECT FROM journal_entries r
            WHERE r.company_id = OLD.company_id
                AND r.reverses_entry_id = OLD.id
                AND r.status::text = 'POSTED'
        )
    THEN
        NEW.reversed_at := pg_catalog.now();
        NEW.updated_at := pg_catalog.now();
        RETURN NEW;
    END IF;

    RAISE EXCEPTION USING
        ERRCODE = '55000',
        CONSTRAINT = 'journal_entries_frozen',
        TABLE = TG_TABLE_NAME,
        SCHEMA = TG_TABLE_SCHEMA,
        MESSAGE = CASE
            WHEN OLD.status::text = 'DRAFT' THEN pg_catalog.format(
                'Journal entry %s (%s) cannot change from DRAFT to %s: post it first',
                OLD.entry_number, OLD.id, NEW.status
            )
            ELSE pg_catalog.format(
                'Journal entry %s (%s) is %s and cannot change: correct it by a reversal, with '
                'reverse_journal_entry()',
                OLD.entry_number, OLD.id, OLD.status
            )
        END;
END
$change_journal_entry$;

COMMENT ON FUNCTION change_journal_entry() IS
    'Guards the life of an entry: what a draft may change, into which period it is posted, and '
    'that nothing changes afterwards except that it becomes REVERSED once its reversal is posted.';

-- Conditions of triggers are parsed by every statement, so these here have as little as possible.
CREATE TRIGGER journal_entries_begin BEFORE INSERT ON journal_entries
    FOR EACH ROW EXECUTE FUNCTION begin_journal_entry();
CREATE TRIGGER journal_entries_change
    BEFORE UPDATE OF
        id, company_id, entry_number, entry_date, description, reference_number, source_type,
        source_id, idempotency_key, auto_post, fiscal_period_id, status, posted_at, posted_by,
        reverses_entry_id, reversed_at, metadata, created_at, created_by, updated_by
    ON journal_entries
    FOR EACH ROW EXECUTE FUNCTION change_journal_entry();
CREATE TRIGGER journal_entries_change_totals
    BEFORE UPDATE OF line_count, foreign_lines, total_debit, total_credit, updated_at
    ON journal_entries
    FOR EACH ROW WHEN (
        NEW.auto_post OR pg_catalog.pg_trigger_depth() = 0 OR CURRENT_USER <> schema_owner()
    )
    EXECUTE FUNCTION change_journal_entry();
CREATE TRIGGER journal_entries_keep BEFORE DELETE ON journal_entries
    FOR EACH ROW WHEN (OLD.status::text <> 'DRAFT')
    EXECUTE FUNCTION refuse(
        '55000', 'a posted entry stays; correct it by a reversal, with reverse_journal_entry()'
    );
CREATE TRIGGER journal_entries_truncate BEFORE TRUNCATE ON journal_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse(
        '55000', 'posted entries stay; delete drafts instead'
    );

COMMENT ON TRIGGER journal_entries_change_totals ON journal_entries IS
    'The columns that journal_entries_change leaves to the triggers of the lines: left out while a '
    'change of lines adds to the totals of a draft, unless that posts it.';

CREATE FUNCTION refuse_balance(account_id uuid, entry_id uuid) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS $refuse_balance$
DECLARE
    account record;
BEGIN
    SELECT a.code, a.control_type, a.is_active INTO account
    FROM accounts a
    WHERE a.id = account_id;
    RAISE EXCEPTION USING
        ERRCODE = CASE WHEN account.is_active THEN '23514' ELSE '55000' END,
        CONSTRAINT = CASE
            WHEN account.is_active THEN 'journal_entries_control_source'
            ELSE 'journal_entries_accounts_active'
        END,
        TABLE = 'journal_entries',
        SCHEMA = pg_catalog.current_schema()::text,
        MESSAGE = CASE
            WHEN account.is_active THEN pg_catalog.format(
                'Journal entry %s has a line on account %s, the control account of %s, but no '
                'document: name it in source_type and source_id, or use another account',
                entry_id, account.code, account.control_type
            )
            ELSE pg_catalog.format(
                'Journal entry %s has a line on account %s, which is inactive: use another '
                'account, or make this one active again',
                entry_id, account_id
            )
        END;
END
$refuse_balance$;

COMMENT ON FUNCTION refuse_balance(uuid, uuid) IS
    'Always fails, in place of the shard of a balance that does not take the entry.';

CREATE FUNCTION post_journal_entries() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    AS $post_journal_entries$
DECLARE
    first_id uuid;
    original record;
    problem  record;
BEGIN
    IF TG_RELID <> 'journal_entries'::regclass::oid THEN
        PERFORM refuse_table(TG_RELID, 'journal_entries'::text);
    END IF;
    IF NEW.status::text <> 'POSTED' THEN
        RETURN NULL;
    END IF;

    IF NEW.reverses_entry_id IS NOT NULL THEN
        SELECT e.entry_number, e.entry_date, e.status, e.reverses_entry_id, e.line_count
        INTO original
        FROM journal_entries e
        WHERE e.id = NEW.reverses_entry_id
        FOR NO KEY UPDATE;
        IF original.status::text <> 'POSTED' OR original.reverses_entry_id IS NOT NULL THEN
            RAISE EXCEPTION USING
                ERRCODE = '55000',
                CONSTRAINT = 'journal_entries_reversible',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Journal entry %s (%s) cannot reverse %s (%s), which is %s: only a POSTED '
                    'entry that is no reversal can be reversed, and only once',
                    NEW.entry_number, NEW.id,
                    original.entry_number, NEW.reverses_entry_id,
                    CASE
                        WHEN original.reverses_entry_id IS NULL THEN original.status
                        ELSE 'a reversal'
                    END
                );
        ELSIF NEW.entry_date < original.entry_date THEN
            RAISE EXCEPTION USING
                ERRCODE = '23514',
                CONSTRAINT = 'journal_entries_reversal_date',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Journal entry %s (%s) of %s cannot reverse %s (%s) of %s: date it on '
                    'that day or later',
                    NEW.entry_number, NEW.id, NEW.entry_date,
                    original.entry_number, NEW.reverses_entry_id, original.entry_date
                );
        ELSIF NEW.line_count <> original.line_count OR EXISTS (
            SELECT
                l.account_id, l.currency_code, l.exchange_rate,
                l.debit_amount, l.credit_amount, l.base_debit_amount, l.base_credit_amount
            FROM journal_entry_lines l
            WHERE l.journal_entry_id = NEW.reverses_entry_id
            EXCEPT ALL
            SELECT
                l.account_id, l.currency_code, l.exchange_rate,
                l.credit_amount, l.debit_amount, l.base_credit_amount, l.base_debit_amount
            FROM journal_entry_lines l
            WHERE l.journal_entry_id = NEW.id
        ) THEN
            RAISE EXCEPTION USING
                ERRCODE = '23514',
                CONSTRAINT = 'journal_entries_mirror',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Journal entry %s (%s) is not the exact mirror of %s (%s): give it the '
                    'same lines with debit and credit swapped, or use reverse_journal_entry()',
                    NEW.entry_number, NEW.id,
                    original.entry_number, NEW.reverses_entry_id
                );
        END IF;
        UPDATE journal_entries e SET status = 'REVERSED' WHERE e.id = NEW.reverses_entry_id;
    END IF;

    -- Lines in base currency alone balance in it if the totals do.
    IF NEW.foreign_lines > 0 THEN
        SELECT
            l.currency_code,
            pg_catalog.sum(l.debit_amount) AS debit,
            pg_catalog.sum(l.credit_amount) AS credit
        INTO problem
        FROM journal_entry_lines l
        WHERE l.journal_entry_id = NEW.id
        GROUP BY l.currency_code
        HAVING pg_catalog.sum(l.debit_amount) <> pg_catalog.sum(l.credit_amount)
        LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION USING
                ERRCODE = '23514',
                CONSTRAINT = 'journal_entries_currency_balanced',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Journal entry %s does not balance in %s: debits are %s, credits %s; each '
                    'currency must balance by itself',
                    NEW.id, problem.currency_code, problem.debit, problem.credit
                );
        END IF;
    END IF;

    -- The first row posts the lines of all. An entry that its lines post is alone.
    IF NOT NEW.auto_post THEN
        SELECT n.id INTO first_id FROM new_entries n WHERE n.status::text = 'POSTED' LIMIT 1;
        IF first_id <> NEW.id THEN
            RETURN NULL;
        END IF;
        -- A line in an inactive currency was refused, but the currency may have become so since.
        IF EXISTS (SELECT FROM currencies c WHERE NOT c.is_active) THEN
            SELECT n.entry_number, n.id, l.currency_code INTO problem
            FROM new_entries n
            JOIN journal_entry_lines l ON l.journal_entry_id = n.id
            JOIN currencies c ON c.code::text = l.currency_code::text
            WHERE n.status::text = 'POSTED' AND n.reverses_entry_id IS NULL AND NOT c.is_active
            LIMIT 1;
            IF FOUND THEN
                RAISE EXCEPTION USING
                    ERRCODE = '55000',
                    CONSTRAINT = 'journal_entries_currencies_active',
                    TABLE = TG_TABLE_NAME,
                    SCHEMA = TG_TABLE_SCHEMA,
                    MESSAGE = pg_catalog.format(
                        'Journal entry %s (%s) has a line in %s, which is inactive: use another '
                        'currency, or make this one active again',
                        problem.entry_number, problem.id, problem.currency_code
                    );
            END IF;
        END IF;
    END IF;

    -- All balances in one statement and in the order of their key, so that postings at the same
    -- time lock them in the same order.
    INSERT INTO account_balances AS b (
        company_id, account_id, fiscal_period_id, currency_code, shard,
        debit_balance, credit_balance, base_debit_balance, base_credit_balance
    )
    SELECT
        l.company_id, l.account_id, n.fiscal_period_id, l.currency_code,
        pg_catalog.pg_backend_pid() % CASE
            WHEN n.reverses_entry_id IS NOT NULL
                OR (a.is_active AND (a.control_type IS NULL OR n.source_id IS NOT NULL))
                THEN a.balance_shards::integer
            ELSE refuse_balance(l.account_id, n.id)
        END AS shard,
        pg_catalog.sum(l.debit_amount), pg_catalog.sum(l.credit_amount),
        pg_catalog.sum(l.base_debit_amount), pg_catalog.sum(l.base_credit_amount)
    FROM new_entries n
    JOIN journal_entry_lines l ON l.journal_entry_id = n.id
    CROSS JOIN LATERAL (
        -- LIMIT makes it a look-up for each line, however many accounts there are.
        SELECT x.is_active, x.balance_shards, x.control_type
        FROM accounts x
        WHERE x.id = l.account_id
        LIMIT 1
    ) a
    WHERE n.status::text = 'POSTED'
    GROUP BY l.company_id, l.account_id, n.fiscal_period_id, l.currency_code, shard
    ORDER BY l.company_id, l.account_id, n.fiscal_period_id, l.currency_code, shard
    ON CONFLICT (company_id, account_id, fiscal_period_id, currency_code, shard) DO UPDATE
    SET debit_balance = b.debit_balance + excluded.debit_balance,
        credit_balance = b.credit_balance + excluded.credit_balance,
        base_debit_balance = b.base_debit_balance + excluded.base_debit_balance,
        base_credit_balance = b.base_credit_balance + excluded.base_credit_balance,
        updated_at = pg_catalog.now();
    RETURN NULL;
END
$post_journal_entries$;

COMMENT ON FUNCTION post_journal_entries() IS
    'Posts an entry that has become POSTED: checks that it balances in each currency and '
    'that a reversal mirrors its original. For the first entry of the statement it adds the lines of '
    'all of them to account_balances, and checks their accounts.';

-- For each row, since only so its condition spares the changes of totals.
CREATE TRIGGER journal_entries_post AFTER UPDATE ON journal_entries
    REFERENCING NEW TABLE AS new_entries
    FOR EACH ROW WHEN (NEW.posted_at IS NOT NULL) EXECUTE FUNCTION post_journal_entries();

CREATE TRIGGER account_balances_maintained
    BEFORE INSERT OR UPDATE OR DELETE ON account_balances
    FOR EACH STATEMENT WHEN (
        pg_catalog.pg_trigger_depth() = 0 OR CURRENT_USER <> schema_owner()
    )
    EXECUTE FUNCTION refuse('42501', 'balances are kept by posting; post a journal entry');
CREATE TRIGGER account_balances_truncate BEFORE TRUNCATE ON account_balances
    FOR EACH STATEMENT EXECUTE FUNCTION refuse(
        '42501', 'balances are kept by posting; reverse journal entries'
    );

CREATE FUNCTION post_journal_entry(id uuid, actor uuid) RETURNS void
    LANGUAGE plpgsql
    AS $post_journal_entry$
BEGIN
    UPDATE journal_entries e
    SET status = 'POSTED', posted_by = actor, updated_by = actor
    WHERE e.id = post_journal_entry.id;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING
            ERRCODE = '23503',
            CONSTRAINT = 'journal_entries_pkey',
            TABLE = 'journal_entries',
            SCHEMA = pg_catalog.current_schema()::text,
            MESSAGE = pg_catalog.format('There is no journal entry %s to post: check the id', id);
    END IF;
END
$post_journal_entry$;

COMMENT ON FUNCTION post_journal_entry(uuid, uuid) IS
    'Posts one draft. To post several, set them to POSTED by one UPDATE, the last statement of the '
    'transaction; try again on 40001 and 40P01.';

CREATE FUNCTION reverse_journal_entry(id uuid, entry_number varchar, entry_date date, actor uuid)
    RETURNS uuid
    LANGUAGE plpgsql
    AS $reverse_journal_entry$
#variable_conflict use_column
DECLARE
    original journal_entries;
    reversal uuid;
BEGIN
    SELECT e.* INTO original
    FROM journal_entries e
    WHERE e.id = reverse_journal_entry.id
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING
            ERRCODE = '23503',
            CONSTRAINT = 'journal_entries_pkey',
            TABLE = 'journal_entries',
            SCHEMA = pg_catalog.current_schema()::text,
            MESSAGE = pg_catalog.format(
                'There is no journal entry %s to reverse: check the id', reverse_journal_entry.id
            );
    ELSIF original.status::text <> 'POSTED' OR original.reverses_entry_id IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = '55000',
            CONSTRAINT = 'journal_entries_reversible',
            TABLE = 'journal_entries',
            SCHEMA = pg_catalog.current_schema()::text,
            MESSAGE = pg_catalog.format(
                'Journal entry %s (%s) cannot be reversed, since it is %s: only a POSTED entry '
                'that is no reversal can, and only once',
                original.entry_number, original.id,
                CASE
                    WHEN original.reverses_entry_id IS NULL THEN original.status
                    ELSE 'a reversal'
                END
            );
    END IF;

    INSERT INTO journal_entries (
        company_id, entry_number, entry_date, description, reverses_entry_id,
        created_by, updated_by
    )
    VALUES (
        original.company_id,
        reverse_journal_entry.entry_number,
        reverse_journal_entry.entry_date,
        pg_catalog.format('Reversal of %s', original.entry_number),
        original.id,
        actor,
        actor
    )
    RETURNING id INTO reversal;

    INSERT INTO journal_entry_lines (
        company_id, journal_entry_id, line_number, account_id, description,
        currency_code, exchange_rate,
        debit_amount, credit_amount, base_debit_amount, base_credit_amount, created_by
    )
    SELECT
        l.company_id, reversal, l.line_number, l.account_id, l.description,
        l.currency_code, l.exchange_rate,
        l.credit_amount, l.debit_amount, l.base_credit_amount, l.base_debit_amount, actor
    FROM journal_entry_lines l
    WHERE l.journal_entry_id = original.id;

    PERFORM post_journal_entry(reversal, actor);
    RETURN reversal;
END
$reverse_journal_entry$;

COMMENT ON FUNCTION reverse_journal_entry(uuid, varchar, date, uuid) IS
    'Makes and posts the exact mirror of a posted entry and returns its id. The original becomes '
    'REVERSED; its accounts may be inactive by now, and its period closed.';

-- Reports

CREATE VIEW account_period_balances AS
SELECT
    b.company_id,
    b.account_id,
    b.fiscal_period_id,
    b.currency_code,
    pg_catalog.sum(b.debit_balance) AS debit_balance,
    pg_catalog.sum(b.credit_balance) AS credit_balance,
    pg_catalog.sum(b.net_balance) AS net_balance,
    pg_catalog.sum(b.base_debit_balance) AS base_debit_balance,
    pg_catalog.sum(b.base_credit_balance) AS base_credit_balance,
    pg_catalog.sum(b.base_net_balance) AS base_net_balance
FROM account_balances b
GROUP BY b.company_id, b.account_id, b.fiscal_period_id, b.currency_code;

COMMENT ON VIEW account_period_balances IS
    'Activity of each account in each period and currency: account_balances without shards.';

CREATE FUNCTION trial_balance(company_id uuid, as_of date)
    RETURNS TABLE (
        account_id          uuid,
        account_code        varchar,
        account_name        varchar,
        account_type        varchar,
        base_debit_balance  numeric,
        base_credit_balance numeric,
        base_net_balance    numeric
    )
    LANGUAGE sql STABLE
    AS $trial_balance$
    SELECT
        a.id,
        a.code,
        a.name,
        a.account_type,
        t.base_debit,
        t.base_credit,
        t.base_debit - t.base_credit
    FROM (
        SELECT
            s.account_id,
            pg_catalog.sum(s.base_debit) AS base_debit,
            pg_catalog.sum(s.base_credit) AS base_credit
        FROM (
            SELECT b.account_id, b.base_debit_balance, b.base_credit_balance
            FROM fiscal_periods p
            JOIN account_balances b
                ON b.company_id = p.company_id AND b.fiscal_period_id = p.id
            WHERE p.company_id = trial_balance.company_id AND p.end_date <= as_of
            UNION ALL
            SELECT l.account_id, l.base_debit_amount, l.base_credit_amount
            FROM journal_entries e
            JOIN journal_entry_lines l ON l.journal_entry_id = e.id
            WHERE e.company_id = trial_balance.company_id
                AND e.status::text <> 'DRAFT'
                AND e.entry_date BETWEEN (
                    -- Known before the entries are looked for: none at the end of a period.
                    SELECT p.start_date
                    FROM fiscal_periods p
                    WHERE p.company_id = trial_balance.company_id
                        AND p.start_date <= as_of
                        AND p.end_date > as_of
                ) AND as_of
        ) s (account_id, base_debit, base_credit)
        GROUP BY s.account_id
    ) t
    JOIN accounts a ON a.id = t.account_id
    ORDER BY a.code
$trial_balance$;

COMMENT ON FUNCTION trial_balance(uuid, date) IS
    'Sums of all that was posted up to a date, per account in base currency: the balances of the '
    'periods that have ended by then, and the lines of the period that has not.';

CREATE VIEW ledger_integrity_violations AS
SELECT
    'entry totals' AS rule,
    e.company_id,
    e.id AS object_id,
    pg_catalog.format(
        'Journal entry %s has %s lines, %s foreign ones, of %s and %s, but says %s, %s, %s and %s',
        e.entry_number, t.lines, t.foreign_lines, t.debit, t.credit,
        e.line_count, e.foreign_lines, e.total_debit, e.total_credit
    ) AS detail
FROM journal_entries e
JOIN companies o ON o.id = e.company_id
CROSS JOIN LATERAL (
    SELECT
        pg_catalog.count(*) AS lines,
        pg_catalog.count(*) FILTER (
            WHERE l.currency_code::text <> o.base_currency_code::text
        ) AS foreign_lines,
        coalesce(pg_catalog.sum(l.base_debit_amount), 0) AS debit,
        coalesce(pg_catalog.sum(l.base_credit_amount), 0) AS credit
    FROM journal_entry_lines l
    WHERE l.journal_entry_id = e.id
) t
WHERE (t.lines, t.foreign_lines, t.debit, t.credit)
    <> (e.line_count, e.foreign_lines, e.total_debit, e.total_credit)
UNION ALL
SELECT
    'entry balance',
    e.company_id,
    e.id,
    pg_catalog.format(
        'Journal entry %s has %s lines with debits of %s and credits of %s in base currency',
        e.entry_number, pg_catalog.count(l.id),
        pg_catalog.sum(l.base_debit_amount), pg_catalog.sum(l.base_credit_amount)
    )
FROM journal_entries e
LEFT JOIN journal_entry_lines l ON l.journal_entry_id = e.id
WHERE e.status::text <> 'DRAFT'
GROUP BY e.company_id, e.id
HAVING pg_catalog.count(l.id) < 2
    OR pg_catalog.sum(l.base_debit_amount) <> pg_catalog.sum(l.base_credit_amount)
UNION ALL
SELECT
    'entry currency balance',
    e.company_id,
    e.id,
    pg_catalog.format(
        'Journal entry %s has debits of %s and credits of %s in %s',
        e.entry_number,
        pg_catalog.sum(l.debit_amount), pg_catalog.sum(l.credit_amount), l.currency_code
    )
FROM journal_entries e
JOIN journal_entry_lines l ON l.journal_entry_id = e.id
WHERE e.status::text <> 'DRAFT'
GROUP BY e.company_id, e.id, l.currency_code
HAVING pg_catalog.sum(l.debit_amount) <> pg_catalog.sum(l.credit_amount)
UNION ALL
SELECT
    'entry period',
    e.company_id,
    e.id,
    pg_catalog.format(
        'Journal entry %s of %s is in period %s', e.entry_number, e.entry_date, p.name
    )
FROM journal_entries e
JOIN fiscal_periods p ON p.id = e.fiscal_period_id
WHERE e.entry_date NOT BETWEEN p.start_date AND p.end_date
UNION ALL
SELECT
    'entry status',
    e.company_id,
    e.id,
    pg_catalog.format(
        'Journal entry %s is %s with posted_at %s and period %s',
        e.entry_number, e.status, e.posted_at, e.fiscal_period_id
    )
FROM journal_entries e
WHERE CASE
    WHEN e.status::text = 'DRAFT' THEN
        pg_catalog.num_nonnulls(e.posted_at, e.fiscal_period_id, e.posted_by, e.reversed_at) > 0
    WHEN e.status::text IN ('POSTED', 'REVERSED') THEN
        pg_catalog.num_nulls(e.posted_at, e.fiscal_period_id) > 0
        OR (e.status::text = 'REVERSED') <> (e.reversed_at IS NOT NULL)
    ELSE true
END
UNION ALL
SELECT
    'entry reversal',
    e.company_id,
    e.id,
    pg_catalog.format(
        'Journal entry %s is %s with %s posted reversals', e.entry_number, e.status, r.posted
    )
FROM journal_entries e
CROSS JOIN LATERAL (
    SELECT pg_catalog.count(*) AS posted
    FROM journal_entries r
    WHERE r.company_id = e.company_id AND r.reverses_entry_id = e.id AND r.status::text <> 'DRAFT'
) r
WHERE (e.status::text = 'REVERSED')::integer <> r.posted
UNION ALL
SELECT
    'period chain',
    p.company_id,
    p.id,
    pg_catalog.format(
        'Period %s begins on %s, but the one before ends on %s', p.name, p.start_date, p.before
    )
FROM (
    SELECT
        f.company_id, f.id, f.name, f.start_date,
        pg_catalog.lag(f.end_date) OVER (PARTITION BY f.company_id ORDER BY f.start_date) AS before
    FROM fiscal_periods f
) p
WHERE p.before <> p.start_date - 1
UNION ALL
SELECT
    'account balance',
    company_id,
    account_id,
    pg_catalog.format(
        'Balances in %s of period %s differ from the lines by debits of %s and credits of %s, '
        'in base currency by %s and %s',
        s.currency_code, s.fiscal_period_id,
        pg_catalog.sum(s.debit), pg_catalog.sum(s.credit),
        pg_catalog.sum(s.base_debit), pg_catalog.sum(s.base_credit)
    )
FROM (
    SELECT
        b.company_id, b.account_id, b.fiscal_period_id, b.currency_code,
        b.debit_balance, b.credit_balance, b.base_debit_balance, b.base_credit_balance
    FROM account_balances b
    UNION ALL
    SELECT
        l.company_id, l.account_id, e.fiscal_period_id, l.currency_code,
        -l.debit_amount, -l.credit_amount, -l.base_debit_amount, -l.base_credit_amount
    FROM journal_entries e
    JOIN journal_entry_lines l ON l.journal_entry_id = e.id
    WHERE e.status::text <> 'DRAFT'
) s (
    company_id, account_id, fiscal_period_id, currency_code, debit, credit, base_debit, base_credit
)
GROUP BY s.company_id, s.account_id, s.fiscal_period_id, s.currency_code
HAVING pg_catalog.sum(s.debit) <> 0.0
    OR pg_catalog.sum(s.credit) <> 0.0
    OR pg_catalog.sum(s.base_debit) <> 0.0
    OR pg_catalog.sum(s.base_credit) <> 0.0;

COMMENT ON VIEW ledger_integrity_violations IS
    'What is wrong in the ledger, computed from the entries and lines alone. Always empty.';

CREATE VIEW accounting_integrity_violations AS
SELECT v.rule, v.company_id, v.object_id, v.detail FROM ledger_integrity_violations v;

COMMENT ON VIEW accounting_integrity_violations IS
    'What is wrong in the whole of the books, computed from scratch. Always empty.';

-- Functions find their tables in this schema, wherever a session looks for tables: in another
-- schema, or first of all in its own temporary ones.
DO $do$
DECLARE
    routine regprocedure;
BEGIN
    FOREACH routine IN ARRAY ARRAY[
        'refuse()',
        'schema_owner()',
        'refuse_table(oid, text)',
        'touch_row()',
        'lock_open_period(uuid, date)',
        'get_exchange_rate(varchar, varchar, date)',
        'change_exchange_rate()',
        'refuse_inactive_company(uuid, text, text, text)',
        'begin_in_active_company()',
        'change_control_type()',
        'change_fiscal_period()',
        'close_fiscal_periods()',
        'lock_subledger_date(uuid, date, text, text, text)',
        'change_journal_entry_lines()',
        'begin_journal_entry()',
        'change_journal_entry()',
        'refuse_balance(uuid, uuid)',
        'post_journal_entries()',
        'post_journal_entry(uuid, uuid)',
        'reverse_journal_entry(uuid, varchar, date, uuid)',
        'trial_balance(uuid, date)'
    ]::regprocedure[]
    LOOP
        EXECUTE pg_catalog.format(
            'ALTER FUNCTION %s SET search_path = %I, pg_temp', routine, pg_catalog.current_schema()
        );
    END LOOP;
END
$do$;

-- What runs as the owner is nobody else's trigger, which on a table of theirs would write what they
-- put in there; and who has no business in the books keeps no row of them locked by a call.
REVOKE EXECUTE ON FUNCTION refuse_inactive_company(uuid, text, text, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION begin_in_active_company() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION lock_subledger_date(uuid, date, text, text, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION close_fiscal_periods() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION change_control_type() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION change_journal_entry_lines() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION post_journal_entries() FROM PUBLIC;

-- Down migration

DROP VIEW accounting_integrity_violations;
DROP VIEW ledger_integrity_violations;
DROP FUNCTION trial_balance(uuid, date);
DROP VIEW account_period_balances;
DROP FUNCTION reverse_journal_entry(uuid, varchar, date, uuid);
DROP FUNCTION post_journal_entry(uuid, uuid);
DROP FUNCTION get_exchange_rate(varchar, varchar, date);

DROP TABLE account_balances;
DROP TABLE journal_entry_lines;
DROP TABLE journal_entries;
DROP TABLE accounts;
DROP TABLE chart_of_accounts;
DROP TABLE fiscal_periods;
DROP TABLE exchange_rates;
DROP TABLE companies;
DROP TABLE currencies;

DROP FUNCTION post_journal_entries();
DROP FUNCTION refuse_balance(uuid, uuid);
DROP FUNCTION change_journal_entry();
DROP FUNCTION lock_open_period(uuid, date);
DROP FUNCTION begin_journal_entry();
DROP FUNCTION change_journal_entry_lines();
DROP FUNCTION journal_entry_line_fault(
    integer, varchar, numeric, numeric, numeric, numeric, numeric, varchar, smallint, varchar, smallint
);
DROP FUNCTION lock_subledger_date(uuid, date, text, text, text);
DROP FUNCTION change_control_type();
DROP FUNCTION close_fiscal_periods();
DROP FUNCTION change_fiscal_period();
DROP FUNCTION begin_in_active_company();
DROP FUNCTION refuse_inactive_company(uuid, text, text, text);
DROP FUNCTION change_exchange_rate();
DROP FUNCTION touch_row();
DROP FUNCTION refuse_table(oid, text);
DROP FUNCTION schema_owner();
DROP FUNCTION refuse();
