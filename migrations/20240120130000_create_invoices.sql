-- Customers, vendors, and their invoices with lines.

-- Up migration

CREATE TABLE customers (
    id                 uuid         NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
    company_id         uuid         NOT NULL,
    code               varchar(50)  NOT NULL,
    name               varchar(255) NOT NULL,
    currency_code      varchar(3)   NOT NULL,
    payment_terms_days smallint     NOT NULL DEFAULT 30,
    is_active          boolean      NOT NULL DEFAULT true,
    created_at         timestamptz  NOT NULL DEFAULT pg_catalog.now(),
    created_by         uuid,
    updated_at         timestamptz  NOT NULL DEFAULT pg_catalog.now(),
    updated_by         uuid,
    CONSTRAINT customers_pkey PRIMARY KEY (id),
    CONSTRAINT customers_company_id_key UNIQUE (company_id, id),
    CONSTRAINT customers_code_key UNIQUE (company_id, code),
    CONSTRAINT customers_company_fkey FOREIGN KEY (company_id) REFERENCES companies (id),
    CONSTRAINT customers_currency_fkey FOREIGN KEY (currency_code) REFERENCES currencies (code),
    CONSTRAINT customers_payment_terms_days_check CHECK (payment_terms_days BETWEEN 0 AND 365)
);

COMMENT ON TABLE customers IS 'Parties that a company sells to.';
COMMENT ON COLUMN customers.currency_code IS 'Usual currency; a document may be in another one.';
COMMENT ON COLUMN customers.payment_terms_days IS
    'Days from the date of an invoice until it is due.';
COMMENT ON COLUMN customers.is_active IS
    'An inactive customer takes nothing new; its history stays.';

CREATE TABLE vendors (
    id                 uuid         NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
    company_id         uuid         NOT NULL,
    code               varchar(50)  NOT NULL,
    name               varchar(255) NOT NULL,
    currency_code      varchar(3)   NOT NULL,
    payment_terms_days smallint     NOT NULL DEFAULT 30,
    is_active          boolean      NOT NULL DEFAULT true,
    created_at         timestamptz  NOT NULL DEFAULT pg_catalog.now(),
    created_by         uuid,
    updated_at         timestamptz  NOT NULL DEFAULT pg_catalog.now(),
    updated_by         uuid,
    CONSTRAINT vendors_pkey PRIMARY KEY (id),
    CONSTRAINT vendors_company_id_key UNIQUE (company_id, id),
    CONSTRAINT vendors_code_key UNIQUE (company_id, code),
    CONSTRAINT vendors_company_fkey FOREIGN KEY (company_id) REFERENCES companies (id),
    CONSTRAINT vendors_currency_fkey FOREIGN KEY (currency_code) REFERENCES currencies (code),
    CONSTRAINT vendors_payment_terms_days_check CHECK (payment_terms_days BETWEEN 0 AND 365)
);

COMMENT ON TABLE vendors IS 'Parties that a company buys from.';
COMMENT ON COLUMN vendors.currency_code IS 'Usual currency; a document may be in another one.';
COMMENT ON COLUMN vendors.payment_terms_days IS
    'Days from the date of an invoice until it is due.';
COMMENT ON COLUMN vendors.is_active IS
    'An inactive vendor takes nothing new; its history stays.';

CREATE TABLE invoices (
    id                   uuid           NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
    company_id           uuid           NOT NULL,
    invoice_number       varchar(50)    NOT NULL,
    invoice_type         varchar(10)    NOT NULL,
    customer_id          uuid,
    vendor_id            uuid,
    document_type        varchar(11)    NOT NULL DEFAULT 'INVOICE',
    corrects_invoice_id  uuid,
    invoice_date         date           NOT NULL,
    due_date             date           NOT NULL,
    status               varchar(20)    NOT NULL DEFAULT 'DRAFT',
    currency_code        varchar(3)     NOT NULL,
    currency_minor_units smallint       NOT NULL,
    exchange_rate        numeric(20,10) NOT NULL,
    line_count           integer        NOT NULL DEFAULT 0,
    subtotal             numeric(19,4)  NOT NULL DEFAULT 0,
    discount_amount      numeric(19,4)  NOT NULL DEFAULT 0,
    tax_amount           numeric(19,4)  NOT NULL DEFAULT 0,
    total_amount         numeric(19,4)  NOT NULL DEFAULT 0,
    base_total_amount    numeric(19,4)  NOT NULL DEFAULT 0,
    credited_amount      numeric(19,4)  NOT NULL DEFAULT 0,
    payment_terms        varchar(255),
    reference_number     varchar(100),
    notes                text,
    internal_notes       text,
    approved_at          timestamptz,
    approved_by          uuid,
    sent_at              timestamptz,
    paid_at              timestamptz,
    journal_entry_id     uuid,
    metadata             jsonb,
    created_at           timestamptz    NOT NULL DEFAULT pg_catalog.now(),
    created_by           uuid,
    updated_at           timestamptz    NOT NULL DEFAULT pg_catalog.now(),
    updated_by           uuid,
    CONSTRAINT invoices_pkey PRIMARY KEY (id),
    CONSTRAINT invoices_company_id_key UNIQUE (company_id, id),
    CONSTRAINT invoices_currency_key UNIQUE (company_id, id, currency_code, currency_minor_units),
    CONSTRAINT invoices_customer_fkey FOREIGN KEY (company_id, customer_id)
        REFERENCES customers (company_id, id),
    CONSTRAINT invoices_vendor_fkey FOREIGN KEY (company_id, vendor_id)
        REFERENCES vendors (company_id, id),
    CONSTRAINT invoices_currency_fkey FOREIGN KEY (currency_code, currency_minor_units)
        REFERENCES currencies (code, minor_units),
    CONSTRAINT invoices_journal_entry_fkey FOREIGN KEY (company_id, journal_entry_id)
        REFERENCES journal_entries (company_id, id),
    CONSTRAINT invoices_invoice_type_check CHECK (invoice_type::text IN ('CUSTOMER', 'VENDOR')),
    CONSTRAINT invoices_party_check CHECK (
        (invoice_type::text = 'CUSTOMER') = (customer_id IS NOT NULL)
        AND (invoice_type::text = 'VENDOR') = (vendor_id IS NOT NULL)
    ),
    CONSTRAINT invoices_document_type_check CHECK (
        document_type::text IN ('INVOICE', 'CREDIT_NOTE')
        AND (document_type::text = 'CREDIT_NOTE' OR corrects_invoice_id IS NULL)
        AND (document_type::text = 'INVOICE' OR status::text <> 'PAID')
    ),
    CONSTRAINT invoices_credited_amount_check CHECK (
        credited_amount BETWEEN 0.0 AND total_amount
        AND (status::text <> 'CANCELLED' OR credited_amount = 0.0)
    ),
    CONSTRAINT invoices_dates_check CHECK (
        due_date >= invoice_date
        AND pg_catalog.isfinite(invoice_date)
        AND pg_catalog.isfinite(due_date)
    ),
    CONSTRAINT invoices_status_check CHECK (
        status::text IN ('DRAFT', 'PENDING_APPROVAL', 'APPROVED', 'SENT', 'PAID', 'CANCELLED')
    ),
    CONSTRAINT invoices_status_times_check CHECK (
        (approved_at IS NOT NULL OR status::text IN ('DRAFT', 'PENDING_APPROVAL', 'CANCELLED'))
        AND (sent_at IS NOT NULL OR status::text <> 'SENT')
        AND (paid_at IS NOT NULL) = (status::text = 'PAID')
    ),
    CONSTRAINT invoices_exchange_rate_check CHECK (exchange_rate > 0.0 AND exchange_rate < 1e10),
    CONSTRAINT invoices_line_count_check CHECK (
        line_count >= 0 AND (line_count > 0 OR status::text IN ('DRAFT', 'CANCELLED'))
    ),
    CONSTRAINT invoices_total_check CHECK (total_amount = subtotal - discount_amount + tax_amount),
    CONSTRAINT invoices_bounds_check CHECK (
        LEAST(subtotal, discount_amount, tax_amount, total_amount, base_total_amount) >= 0.0
        AND GREATEST(subtotal, discount_amount, tax_amount, total_amount, base_total_amount) < 1e15
    ),
    CONSTRAINT invoices_minor_units_check CHECK (
        subtotal = pg_catalog.round(subtotal, currency_minor_units)
        AND discount_amount = pg_catalog.round(discount_amount, currency_minor_units)
        AND tax_amount = pg_catalog.round(tax_amount, currency_minor_units)
    )
);

CREATE UNIQUE INDEX invoices_customer_invoice_number_key
    ON invoices (company_id, invoice_number) WHERE invoice_type::text = 'CUSTOMER';
CREATE UNIQUE INDEX invoices_vendor_invoice_number_key
    ON invoices (company_id, vendor_id, invoice_number) WHERE invoice_type::text = 'VENDOR';
CREATE INDEX invoices_customer_idx
    ON invoices (company_id, customer_id, invoice_date) WHERE customer_id IS NOT NULL;
CREATE INDEX invoices_vendor_idx
    ON invoices (company_id, vendor_id, invoice_date) WHERE vendor_id IS NOT NULL;
CREATE INDEX invoices_unpaid_idx
    ON invoices (company_id, due_date) WHERE status::text IN ('APPROVED', 'SENT');
CREATE INDEX invoices_journal_entry_idx
    ON invoices (journal_entry_id) WHERE journal_entry_id IS NOT NULL;
CREATE INDEX invoices_corrects_idx
    ON invoices (corrects_invoice_id) WHERE corrects_invoice_id IS NOT NULL;

-- After the indexes: of those that seem equal, as all do while the table is empty, PostgreSQL looks
-- references up in the last one, for as long as the session lasts.
ALTER TABLE invoices
    ADD CONSTRAINT invoices_receivable_key
        UNIQUE (company_id, id, invoice_type, customer_id, currency_code),
    ADD CONSTRAINT invoices_payable_key
        UNIQUE (company_id, id, invoice_type, vendor_id, currency_code);
-- Both, of which the one without a null is the one that counts.
ALTER TABLE invoices
    ADD CONSTRAINT invoices_corrects_receivable_fkey
        FOREIGN KEY (company_id, corrects_invoice_id, invoice_type, customer_id, currency_code)
        REFERENCES invoices (company_id, id, invoice_type, customer_id, currency_code),
    ADD CONSTRAINT invoices_corrects_payable_fkey
        FOREIGN KEY (company_id, corrects_invoice_id, invoice_type, vendor_id, currency_code)
        REFERENCES invoices (company_id, id, invoice_type, vendor_id, currency_code);

COMMENT ON TABLE invoices IS
    'Invoices and credit notes, to customers and from vendors. Once out of DRAFT, only notes and '
    'progress change.';
COMMENT ON COLUMN invoices.invoice_number IS
    'Unique among the customer invoices of a company, or among the invoices from one vendor.';
COMMENT ON COLUMN invoices.document_type IS
    'INVOICE, or CREDIT_NOTE, whose amounts are positive too and take off what is owed.';
COMMENT ON COLUMN invoices.corrects_invoice_id IS
    'Invoice that a credit note takes from, of the same party and currency; null if it is for none.';
COMMENT ON COLUMN invoices.status IS
    'Being overdue is not a status, since it depends on the date it is asked for.';
COMMENT ON COLUMN invoices.currency_minor_units IS
    'Minor units of currency_code, here so that constraints can round by them.';
COMMENT ON COLUMN invoices.exchange_rate IS
    'Units of base currency for one unit of the currency of the invoice.';
COMMENT ON COLUMN invoices.line_count IS 'Number of lines, kept by the database.';
COMMENT ON COLUMN invoices.subtotal IS
    'Sum of the lines before discounts and tax, kept by the database.';
COMMENT ON COLUMN invoices.discount_amount IS 'Sum of the line discounts, kept by the database.';
COMMENT ON COLUMN invoices.tax_amount IS 'Sum of the line taxes, kept by the database.';
COMMENT ON COLUMN invoices.total_amount IS 'Sum of the line totals, kept by the database.';
COMMENT ON COLUMN invoices.base_total_amount IS
    'total_amount in base currency, kept by the database.';
COMMENT ON COLUMN invoices.credited_amount IS
    'Sum of the approved credit notes that correct the invoice, kept by the database.';
COMMENT ON COLUMN invoices.payment_terms IS 'Wording of the terms as printed on the invoice.';
COMMENT ON COLUMN invoices.notes IS 'Notes that the other party sees.';
COMMENT ON COLUMN invoices.internal_notes IS 'Notes that the other party does not see.';
COMMENT ON COLUMN invoices.journal_entry_id IS 'Entry that posts the invoice.';
COMMENT ON CONSTRAINT invoices_receivable_key ON invoices IS
    'Target of receivables, whose customer and currency thereby stay those of the invoice.';
COMMENT ON CONSTRAINT invoices_payable_key ON invoices IS
    'Target of payables, whose vendor and currency thereby stay those of the invoice.';

CREATE TABLE invoice_lines (
    id                   uuid          NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
    company_id           uuid          NOT NULL,
    invoice_id           uuid          NOT NULL,
    line_number          integer       NOT NULL,
    item_type            varchar(10),
    item_id              uuid,
    description          text,
    quantity             numeric(19,4) NOT NULL,
    unit_price           numeric(19,4) NOT NULL,
    discount_percent     numeric(7,4)  NOT NULL DEFAULT 0,
    discount_amount      numeric(19,4) NOT NULL DEFAULT 0,
    tax_rate             numeric(7,4)  NOT NULL DEFAULT 0,
    tax_amount           numeric(19,4) NOT NULL DEFAULT 0,
    net_amount           numeric(19,4) GENERATED ALWAYS AS (
        pg_catalog.round(quantity * unit_price, currency_minor_units) - discount_amount
    ) STORED,
    line_total           numeric(19,4) GENERATED ALWAYS AS (
        pg_catalog.round(quantity * unit_price, currency_minor_units) - discount_amount + tax_amount
    ) STORED,
    currency_code        varchar(3)    NOT NULL,
    currency_minor_units smallint      NOT NULL,
    account_id           uuid,
    metadata             jsonb,
    created_at           timestamptz   NOT NULL DEFAULT pg_catalog.now(),
    created_by           uuid,
    updated_at           timestamptz   NOT NULL DEFAULT pg_catalog.now(),
    updated_by           uuid,
    CONSTRAINT invoice_lines_pkey PRIMARY KEY (id),
    CONSTRAINT invoice_lines_line_number_key UNIQUE (invoice_id, line_number),
    CONSTRAINT invoice_lines_invoice_fkey
        FOREIGN KEY (company_id, invoice_id, currency_code, currency_minor_units)
        REFERENCES invoices (company_id, id, currency_code, currency_minor_units)
        ON DELETE CASCADE,
    CONSTRAINT invoice_lines_account_fkey FOREIGN KEY (company_id, account_id)
        REFERENCES accounts (company_id, id),
    CONSTRAINT invoice_lines_line_number_check CHECK (line_number > 0),
    CONSTRAINT invoice_lines_item_type_check CHECK (
        item_type::text IN ('PRODUCT', 'SERVICE', 'EXPENSE', 'OTHER')
    ),
    CONSTRAINT invoice_lines_quantity_check CHECK (quantity > 0.0 AND quantity < 1e15),
    CONSTRAINT invoice_lines_unit_price_check CHECK (unit_price >= 0.0 AND unit_price < 1e15),
    CONSTRAINT invoice_lines_discount_percent_check CHECK (discount_percent BETWEEN 0.0 AND 100.0),
    CONSTRAINT invoice_lines_discount_amount_check CHECK (
        discount_amount
            BETWEEN 0.0 AND pg_catalog.round(quantity * unit_price, currency_minor_units)
    ),
    CONSTRAINT invoice_lines_tax_rate_check CHECK (tax_rate BETWEEN 0.0 AND 100.0),
    CONSTRAINT invoice_lines_tax_amount_check CHECK (tax_amount >= 0.0 AND tax_amount < 1e15),
    CONSTRAINT invoice_lines_minor_units_check CHECK (
        discount_amount = pg_catalog.round(discount_amount, currency_minor_units)
        AND tax_amount = pg_catalog.round(tax_amount, currency_minor_units)
    )
);

CREATE INDEX invoice_lines_account_idx
    ON invoice_lines (account_id) WHERE account_id IS NOT NULL;

COMMENT ON TABLE invoice_lines IS
    'Lines of invoices, in the currency of the invoice. Each is rounded by itself, and the invoice '
    'is their exact sum.';
COMMENT ON COLUMN invoice_lines.item_id IS 'Item in the catalogue that item_type points to.';
COMMENT ON COLUMN invoice_lines.discount_percent IS
    'Percentage shown on the invoice; discount_amount is what counts.';
COMMENT ON COLUMN invoice_lines.tax_rate IS
    'Percentage shown on the invoice; tax_amount is what counts.';
COMMENT ON COLUMN invoice_lines.net_amount IS 'Amount after discount, before tax.';
COMMENT ON COLUMN invoice_lines.line_total IS 'Amount after discount, with tax.';
COMMENT ON COLUMN invoice_lines.currency_minor_units IS
    'Minor units of currency_code, which the amounts are rounded to.';
COMMENT ON COLUMN invoice_lines.account_id IS
    'Revenue or expense account that the line is posted to.';

-- Rules

CREATE TRIGGER customers_begin_now BEFORE INSERT ON customers
    FOR EACH ROW WHEN (NEW.created_at <> pg_catalog.now() OR NEW.updated_at <> pg_catalog.now())
    EXECUTE FUNCTION refuse(
        '42501', 'created_at and updated_at are kept by the database; leave them out'
    );
CREATE TRIGGER customers_touch BEFORE UPDATE ON customers
    FOR EACH ROW EXECUTE FUNCTION touch_row();
CREATE TRIGGER customers_fixed BEFORE UPDATE ON customers
    FOR EACH ROW WHEN (NEW.company_id <> OLD.company_id)
    EXECUTE FUNCTION refuse('55000', 'a customer keeps its company_id; create another customer');

CREATE TRIGGER vendors_begin_now BEFORE INSERT ON vendors
    FOR EACH ROW WHEN (NEW.created_at <> pg_catalog.now() OR NEW.updated_at <> pg_catalog.now())
    EXECUTE FUNCTION refuse(
        '42501', 'created_at and updated_at are kept by the database; leave them out'
    );
CREATE TRIGGER vendors_touch BEFORE UPDATE ON vendors
    FOR EACH ROW EXECUTE FUNCTION touch_row();
CREATE TRIGGER vendors_fixed BEFORE UPDATE ON vendors
    FOR EACH ROW WHEN (NEW.company_id <> OLD.company_id)
    EXECUTE FUNCTION refuse('55000', 'a vendor keeps its company_id; create another vendor');

CREATE TRIGGER customers_company_active BEFORE INSERT ON customers
    FOR EACH ROW EXECUTE FUNCTION begin_in_active_company();
CREATE TRIGGER vendors_company_active BEFORE INSERT ON vendors
    FOR EACH ROW EXECUTE FUNCTION begin_in_active_company();
CREATE TRIGGER invoices_company_active BEFORE INSERT ON invoices
    FOR EACH ROW EXECUTE FUNCTION begin_in_active_company();
CREATE TRIGGER invoices_company_still_active BEFORE UPDATE ON invoices
    FOR EACH ROW WHEN (
        NEW.status::text <> OLD.status::text AND NEW.status::text IN ('PENDING_APPROVAL', 'APPROVED')
    )
    EXECUTE FUNCTION begin_in_active_company();

CREATE FUNCTION check_document_entry() RETURNS trigger
    LANGUAGE plpgsql
    AS $check_document_entry$
DECLARE
    entry record;
BEGIN
    IF NEW.journal_entry_id IS NULL
        OR (TG_OP = 'UPDATE' AND NEW.journal_entry_id = OLD.journal_entry_id)
    THEN
        RETURN NEW;
    END IF;
    SELECT e.entry_number, e.status, e.source_type, e.source_id INTO entry
    FROM journal_entries e
    WHERE e.company_id = NEW.company_id AND e.id = NEW.journal_entry_id;
    -- One that is not there is refused by the foreign key.
    IF FOUND AND (
        entry.status::text <> 'POSTED'
        OR entry.source_type::text IS DISTINCT FROM TG_ARGV[0]
        OR entry.source_id IS DISTINCT FROM NEW.id
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = '23514',
            CONSTRAINT = TG_NAME,
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'Journal entry %s (%s) is %s with source %s, so it does not post %s of %s: name a '
                'POSTED one with source_type %s and source_id %s',
                entry.entry_number, NEW.journal_entry_id, entry.status,
                coalesce(entry.source_type::text || ' '::text || entry.source_id::text, 'none'),
                NEW.id, TG_TABLE_NAME, TG_ARGV[0], NEW.id
            );
    END IF;
    RETURN NEW;
END
$check_document_entry$;

COMMENT ON FUNCTION check_document_entry() IS
    'Lets a document name only the posted entry that has it as its source, of the type that the '
    'trigger gives. What is reversed later stays named; the next entry is then named instead.';

CREATE FUNCTION change_invoice() RETURNS trigger
    LANGUAGE plpgsql
    AS $change_invoice$
DECLARE
    base    record;
    problem record;
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.currency_minor_units := coalesce(
            NEW.currency_minor_units,
            (SELECT c.minor_units FROM currencies c WHERE c.code::text = NEW.currency_code::text)
        );
    ELSE
        IF (
            pg_catalog.pg_trigger_depth() < 2 OR CURRENT_USER <> schema_owner()
        ) AND (
            (NEW.line_count, NEW.subtotal, NEW.discount_amount, NEW.tax_amount)
                IS DISTINCT FROM
                (OLD.line_count, OLD.subtotal, OLD.discount_amount, OLD.tax_amount)
            OR (NEW.total_amount, NEW.base_total_amount, NEW.credited_amount)
                IS DISTINCT FROM
                (OLD.total_amount, OLD.base_total_amount, OLD.credited_amount)
        ) THEN
            RAISE EXCEPTION USING
                ERRCODE = '42501',
                CONSTRAINT = 'invoices_totals_maintained',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'line_count and the amounts of invoice %s (%s) are kept by the database: '
                    'change the lines instead',
                    OLD.invoice_number, OLD.id
                );
        END IF;
        IF (NEW.id, NEW.company_id) IS DISTINCT FROM (OLD.id, OLD.company_id)
            OR OLD.status::text <> 'DRAFT'
            AND (
                NEW.invoice_number::text, NEW.invoice_type::text, NEW.customer_id, NEW.vendor_id,
                NEW.document_type::text, NEW.corrects_invoice_id,
                NEW.invoice_date, NEW.due_date,
                NEW.currency_code::text,
                NEW.currency_minor_units, NEW.exchange_rate, NEW.total_amount
            ) IS DISTINCT FROM (
                OLD.invoice_number::text, OLD.invoice_type::text, OLD.customer_id, OLD.vendor_id,
                OLD.document_type::text, OLD.corrects_invoice_id,
                OLD.invoice_date, OLD.due_date,
                OLD.currency_code::text,
                OLD.currency_minor_units, OLD.exchange_rate, OLD.total_amount
            )
        THEN
            RAISE EXCEPTION USING
                ERRCODE = '55000',
                CONSTRAINT = 'invoices_frozen',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Invoice %s (%s) is %s: its company never changes, and its number, party, '
                    'dates, currency, rate and amounts only as a DRAFT; cancel it and make '
                    'another one',
                    OLD.invoice_number, OLD.id, OLD.status
                );
        END IF;
        IF NEW.credited_amount > NEW.total_amount
            OR (NEW.status::text = 'CANCELLED' AND NEW.credited_amount > 0.0)
        THEN
            RAISE EXCEPTION USING
                ERRCODE = '23514',
                CONSTRAINT = 'invoices_credited_amount_check',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = CASE NEW.status::text
                    WHEN 'CANCELLED' THEN pg_catalog.format(
                        'Invoice %s (%s) cannot be CANCELLED while approved credit notes take %s from '
                        'it: cancel those first',
                        OLD.invoice_number, OLD.id, NEW.credited_amount
                    )
                    ELSE pg_catalog.format(
                        'Invoice %s (%s) of %s %s cannot have %s credited, which is %s too much: '
                        'change the lines of the credit note',
                        OLD.invoice_number, OLD.id, OLD.total_amount, OLD.currency_code,
                        NEW.credited_amount, NEW.credited_amount - NEW.total_amount
                    )
                END;
        END IF;
        -- Only a payment taken back, which other triggers see to, leads out of PAID.
        IF NEW.status::text <> OLD.status::text AND NOT (
            CASE OLD.status::text
                WHEN 'DRAFT' THEN NEW.status::text IN ('PENDING_APPROVAL', 'APPROVED', 'CANCELLED')
                WHEN 'PENDING_APPROVAL' THEN NEW.status::text IN ('DRAFT', 'APPROVED', 'CANCELLED')
                WHEN 'APPROVED' THEN NEW.status::text IN ('SENT', 'PAID', 'CANCELLED')
                WHEN 'SENT' THEN NEW.status::text IN ('PAID', 'CANCELLED')
                WHEN 'PAID' THEN
                    NEW.status::text IN ('APPROVED', 'SENT')
                    AND pg_catalog.pg_trigger_depth() > 1
                    AND CURRENT_USER = schema_owner()
                ELSE false
            END
        ) THEN
            RAISE EXCEPTION USING
                ERRCODE = '55000',
                CONSTRAINT = 'invoices_transition',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Invoice %s (%s) cannot change from %s to %s: it goes from DRAFT to '
                    'PENDING_APPROVAL (and back), APPROVED, SENT, PAID, or to CANCELLED before it '
                    'is paid',
                    OLD.invoice_number, OLD.id, OLD.status, NEW.status
                );
        END IF;
        IF NEW.status::text IN ('APPROVED', 'SENT', 'PAID') THEN
            NEW.approved_at := coalesce(NEW.approved_at, pg_catalog.now());
        END IF;
        IF NEW.status::text = 'SENT' THEN
            NEW.sent_at := coalesce(NEW.sent_at, pg_catalog.now());
        END IF;
        IF NEW.status::text = 'PAID' THEN
            NEW.paid_at := coalesce(NEW.paid_at, pg_catalog.now());
        ELSIF OLD.status::text = 'PAID' THEN
            NEW.paid_at := NULL;
        END IF;
        IF OLD.status::text NOT IN ('DRAFT', 'PENDING_APPROVAL')
            OR NEW.status::text = 'CANCELLED'
        THEN
            RETURN NEW;
        ELSIF NEW.currency_code::text <> OLD.currency_code::text
            AND NEW.currency_minor_units = OLD.currency_minor_units
        THEN
            NEW.currency_minor_units := (
                SELECT c.minor_units FROM currencies c WHERE c.code::text = NEW.currency_code::text
            );
        END IF;
    END IF;

    SELECT b.code, b.minor_units INTO base
    FROM companies o
    JOIN currencies b ON b.code::text = o.base_currency_code::text
    WHERE o.id = NEW.company_id;
    IF NEW.currency_code::text = base.code::text AND NEW.exchange_rate <> 1.0 THEN
        RAISE EXCEPTION USING
            ERRCODE = '23514',
            CONSTRAINT = 'invoices_base_rate',
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'Invoice %s (%s) has exchange_rate %s, but %s is the base currency of its '
                'company: its rate is 1',
                NEW.invoice_number, NEW.id, NEW.exchange_rate, base.code
            );
    END IF;
    NEW.base_total_amount := pg_catalog.round(
        NEW.total_amount * NEW.exchange_rate, base.minor_units
    );

    -- New, or on its way to be approved: a change of a draft in between may still put it right.
    IF TG_OP = 'INSERT'
        OR (NEW.status::text <> OLD.status::text AND NEW.status::text <> 'DRAFT')
    THEN
        SELECT p.kind, p.code INTO problem
        FROM (
            SELECT 'Customer' AS kind, c.code
            FROM customers c
            WHERE c.company_id = NEW.company_id AND c.id = NEW.customer_id AND NOT c.is_active
            UNION ALL
            SELECT 'Vendor', v.code
            FROM vendors v
            WHERE v.company_id = NEW.company_id AND v.id = NEW.vendor_id AND NOT v.is_active
            UNION ALL
            SELECT 'Currency', c.code
            FROM currencies c
            WHERE c.code::text = NEW.currency_code::text AND NOT c.is_active
            UNION ALL
            SELECT 'Account', a.code
            FROM invoice_lines l
            JOIN accounts a ON a.id = l.account_id
            WHERE l.invoice_id = NEW.id AND NOT a.is_active
        ) p
        LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION USING
                ERRCODE = '55000',
                CONSTRAINT = 'invoices_active',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    '%s %s of invoice %s (%s) is inactive: use another one, or make this one '
                    'active again',
                    problem.kind, problem.code, NEW.invoice_number, NEW.id
                );
        END IF;
    END IF;
    RETURN NEW;
END
$change_invoice$;

COMMENT ON FUNCTION change_invoice() IS
    'Guards the life of an invoice: what may change in which status, the times that a status '
    'needs, the amount in base currency, and that party, currency and accounts are active.';

CREATE FUNCTION separate_invoice_duties() RETURNS trigger
    LANGUAGE plpgsql
    AS $separate_invoice_duties$
DECLARE
    company record;
BEGIN
    SELECT o.code INTO company
    FROM companies o
    WHERE o.id = NEW.company_id AND o.separate_duties;
    IF FOUND AND (
        NEW.created_by IS NULL OR NEW.approved_by IS NULL OR NEW.created_by = NEW.approved_by
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = '55000',
            CONSTRAINT = TG_NAME,
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'Invoice %s (%s) was made by %s and cannot be approved by %s, since company %s '
                'separates duties: let somebody else approve it, and name both',
                NEW.invoice_number, NEW.id,
                coalesce(NEW.created_by::text, 'nobody'),
                coalesce(NEW.approved_by::text, 'nobody'),
                company.code
            );
    END IF;
    RETURN NEW;
END
$separate_invoice_duties$;

COMMENT ON FUNCTION separate_invoice_duties() IS
    'Lets an invoice be approved by somebody else than who made it, where the company asks for it.';

CREATE TRIGGER invoices_separate_duties BEFORE UPDATE ON invoices
    FOR EACH ROW WHEN (
        OLD.status::text IN ('DRAFT', 'PENDING_APPROVAL') AND NEW.status::text = 'APPROVED'
    )
    EXECUTE FUNCTION separate_invoice_duties();

CREATE FUNCTION credit_invoice() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    AS $credit_invoice$
DECLARE
    counted boolean := OLD.status::text IN ('APPROVED', 'SENT');
    counts  boolean := NEW.status::text IN ('APPROVED', 'SENT');
BEGIN
    IF TG_RELID <> 'invoices'::regclass::oid THEN
        PERFORM refuse_table(TG_RELID, 'invoices'::text);
    END IF;
    IF counted = counts THEN
        RETURN NULL;
    END IF;
    UPDATE invoices i
    SET credited_amount =
        i.credited_amount + CASE WHEN counts THEN NEW.total_amount ELSE -NEW.total_amount END
    WHERE i.id = NEW.corrects_invoice_id
        AND i.document_type::text = 'INVOICE'
        AND i.status::text IN ('APPROVED', 'SENT', 'PAID');
    IF NOT FOUND THEN
        RAISE EXCEPTION USING
            ERRCODE = '55000',
            CONSTRAINT = 'invoices_corrects_approved',
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'Credit note %s (%s) cannot be %s, since it corrects %s, which is no approved '
                'invoice: approve that first, or correct another one',
                NEW.invoice_number, NEW.id, NEW.status, NEW.corrects_invoice_id
            );
    END IF;
    RETURN NULL;
END
$credit_invoice$;

COMMENT ON FUNCTION credit_invoice() IS
    'Adds an approved credit note to what is credited of its invoice, or takes a cancelled one off. '
    'The checks on the sum refuse what would be more than the invoice.';

CREATE TRIGGER invoices_begin_as_draft BEFORE INSERT ON invoices
    FOR EACH ROW WHEN (NEW.status::text <> 'DRAFT')
    EXECUTE FUNCTION refuse('55000', 'insert the invoice as DRAFT, add its lines, then approve it');
CREATE TRIGGER invoices_begin_empty BEFORE INSERT ON invoices
    FOR EACH ROW WHEN (
        NEW.line_count <> 0
        OR NEW.subtotal <> 0.0
        OR NEW.discount_amount <> 0.0
        OR NEW.tax_amount <> 0.0
        OR NEW.total_amount <> 0.0
        OR NEW.base_total_amount <> 0.0
        OR NEW.credited_amount <> 0.0
    )
    EXECUTE FUNCTION refuse(
        '42501', 'line_count and the amounts are kept by the database; leave them out'
    );
CREATE TRIGGER invoices_change BEFORE INSERT OR UPDATE ON invoices
    FOR EACH ROW EXECUTE FUNCTION change_invoice();
CREATE TRIGGER invoices_begin_now BEFORE INSERT ON invoices
    FOR EACH ROW WHEN (NEW.created_at <> pg_catalog.now() OR NEW.updated_at <> pg_catalog.now())
    EXECUTE FUNCTION refuse(
        '42501', 'created_at and updated_at are kept by the database; leave them out'
    );
CREATE TRIGGER invoices_journal_entry BEFORE INSERT OR UPDATE ON invoices
    FOR EACH ROW EXECUTE FUNCTION check_document_entry('INVOICE');
CREATE TRIGGER invoices_credit AFTER UPDATE ON invoices
    FOR EACH ROW WHEN (
        NEW.corrects_invoice_id IS NOT NULL AND NEW.status::text <> OLD.status::text
    )
    EXECUTE FUNCTION credit_invoice();
CREATE TRIGGER invoices_touch BEFORE UPDATE ON invoices
    FOR EACH ROW EXECUTE FUNCTION touch_row();
CREATE TRIGGER invoices_keep BEFORE DELETE ON invoices
    FOR EACH ROW WHEN (OLD.status::text <> 'DRAFT')
    EXECUTE FUNCTION refuse('55000', 'only a DRAFT can be deleted; cancel the invoice instead');
CREATE TRIGGER invoices_truncate BEFORE TRUNCATE ON invoices
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('55000', 'invoices stay; delete drafts instead');

-- Lines of invoices are added to the totals of their invoice as those of journal entries are.

CREATE FUNCTION fill_invoice_line() RETURNS trigger
    LANGUAGE plpgsql
    AS $fill_invoice_line$
BEGIN
    NEW.currency_minor_units := (
        SELECT c.minor_units FROM currencies c WHERE c.code::text = NEW.currency_code::text
    );
    RETURN NEW;
END
$fill_invoice_line$;

COMMENT ON FUNCTION fill_invoice_line() IS 'Looks up the minor units of the currency of a line.';

CREATE FUNCTION change_invoice_lines() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    AS $change_invoice_lines$
DECLARE
    change  record;
    problem record;
BEGIN
    IF TG_RELID <> 'invoice_lines'::regclass::oid THEN
        PERFORM refuse_table(TG_RELID, 'invoice_lines'::text);
    END IF;
    -- First what was there, so that the sums in between are never larger than those before and
    -- after.
    IF TG_OP <> 'INSERT' THEN
        FOR change IN
            SELECT
                l.invoice_id,
                pg_catalog.count(*) AS lines,
                pg_catalog.sum(l.net_amount + l.discount_amount) AS subtotal,
                pg_catalog.sum(l.discount_amount) AS discount,
                pg_catalog.sum(l.tax_amount) AS tax,
                pg_catalog.sum(l.line_total) AS total
            FROM old_lines l
            GROUP BY l.invoice_id
            ORDER BY l.invoice_id
        LOOP
            UPDATE invoices i
            SET line_count = i.line_count - change.lines,
                subtotal = i.subtotal - change.subtotal,
                discount_amount = i.discount_amount - change.discount,
                tax_amount = i.tax_amount - change.tax,
                total_amount = i.total_amount - change.total
            WHERE i.id = change.invoice_id AND i.status::text = 'DRAFT';
            -- A deleted draft takes its lines along.
            IF NOT FOUND AND EXISTS (SELECT FROM invoices i WHERE i.id = change.invoice_id) THEN
                RAISE EXCEPTION USING
                    ERRCODE = '55000',
                    CONSTRAINT = 'invoice_lines_frozen',
                    TABLE = TG_TABLE_NAME,
                    SCHEMA = TG_TABLE_SCHEMA,
                    MESSAGE = pg_catalog.format(
                        'The lines of invoice %s cannot change, since it is no longer a DRAFT: '
                        'cancel it and make another one',
                        change.invoice_id
                    );
            END IF;
        END LOOP;
    END IF;

    IF TG_OP <> 'DELETE' THEN
        FOR change IN
            SELECT
                l.invoice_id,
                pg_catalog.count(*) AS lines,
                pg_catalog.sum(l.net_amount + l.discount_amount) AS subtotal,
                pg_catalog.sum(l.discount_amount) AS discount,
                pg_catalog.sum(l.tax_amount) AS tax,
                pg_catalog.sum(l.line_total) AS total
            FROM new_lines l
            GROUP BY l.invoice_id
            ORDER BY l.invoice_id
        LOOP
            UPDATE invoices i
            SET line_count = i.line_count + change.lines,
                subtotal = i.subtotal + change.subtotal,
                discount_amount = i.discount_amount + change.discount,
                tax_amount = i.tax_amount + change.tax,
                total_amount = i.total_amount + change.total
            WHERE i.id = change.invoice_id AND i.status::text = 'DRAFT';
            IF NOT FOUND THEN
                RAISE EXCEPTION USING
                    ERRCODE = '55000',
                    CONSTRAINT = 'invoice_lines_frozen',
                    TABLE = TG_TABLE_NAME,
                    SCHEMA = TG_TABLE_SCHEMA,
                    MESSAGE = pg_catalog.format(
                        'The lines of invoice %s cannot change, since it is no longer a DRAFT: '
                        'cancel it and make another one',
                        change.invoice_id
                    );
            END IF;
        END LOOP;

        SELECT
            l.invoice_id, l.line_number, l.currency_code,
            a.code AS account_code, a.currency_code AS account_currency, a.is_active
        INTO problem
        FROM new_lines l
        JOIN accounts a ON a.id = l.account_id
        WHERE NOT a.is_active OR a.currency_code::text <> l.currency_code::text
        LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION USING
                ERRCODE = CASE WHEN problem.is_active THEN '23514' ELSE '55000' END,
                CONSTRAINT = CASE
                    WHEN problem.is_active THEN 'invoice_lines_account_currency'
                    ELSE 'invoice_lines_account_active'
                END,
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    CASE
                        WHEN problem.is_active
                        THEN 'Line %s of invoice %s: account %s takes %s only, not %s; use another'
                        ELSE 'Line %s of invoice %s: account %s is inactive; use another account'
                    END,
                    problem.line_number, problem.invoice_id, problem.account_code,
                    problem.account_currency, problem.currency_code
                );
        END IF;
    END IF;
    RETURN NULL;
END
$change_invoice_lines$;

COMMENT ON FUNCTION change_invoice_lines() IS
    'Adds changed lines to the totals of their invoices, which must be drafts.';

CREATE TRIGGER invoice_lines_fill BEFORE INSERT ON invoice_lines
    FOR EACH ROW WHEN (NEW.currency_minor_units IS NULL)
    EXECUTE FUNCTION fill_invoice_line();
CREATE TRIGGER invoice_lines_fixed BEFORE UPDATE ON invoice_lines
    FOR EACH ROW WHEN (
        (NEW.id, NEW.company_id, NEW.invoice_id)
            IS DISTINCT FROM (OLD.id, OLD.company_id, OLD.invoice_id)
    )
    EXECUTE FUNCTION refuse(
        '55000', 'a line keeps its id and its invoice; delete it and insert another'
    );
CREATE TRIGGER invoice_lines_begin_now BEFORE INSERT ON invoice_lines
    FOR EACH ROW WHEN (NEW.created_at <> pg_catalog.now() OR NEW.updated_at <> pg_catalog.now())
    EXECUTE FUNCTION refuse(
        '42501', 'created_at and updated_at are kept by the database; leave them out'
    );
CREATE TRIGGER invoice_lines_touch BEFORE UPDATE ON invoice_lines
    FOR EACH ROW EXECUTE FUNCTION touch_row();
CREATE TRIGGER invoice_lines_insert AFTER INSERT ON invoice_lines
    REFERENCING NEW TABLE AS new_lines
    FOR EACH STATEMENT EXECUTE FUNCTION change_invoice_lines();
CREATE TRIGGER invoice_lines_update AFTER UPDATE ON invoice_lines
    REFERENCING OLD TABLE AS old_lines NEW TABLE AS new_lines
    FOR EACH STATEMENT EXECUTE FUNCTION change_invoice_lines();
CREATE TRIGGER invoice_lines_delete AFTER DELETE ON invoice_lines
    REFERENCING OLD TABLE AS old_lines
    FOR EACH STATEMENT EXECUTE FUNCTION change_invoice_lines();
CREATE TRIGGER invoice_lines_truncate BEFORE TRUNCATE ON invoice_lines
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('55000', 'lines stay; delete drafts instead');

-- Reports

CREATE FUNCTION invoice_overdue(as_of date) RETURNS SETOF invoices
    LANGUAGE sql STABLE
    BEGIN ATOMIC
        SELECT i.*
        FROM invoices i
        WHERE i.document_type::text = 'INVOICE'
            AND i.due_date < as_of
            AND i.status::text IN ('APPROVED', 'SENT', 'PAID')
            AND (i.paid_at IS NULL OR i.paid_at >= as_of::timestamptz);
    END;

COMMENT ON FUNCTION invoice_overdue(date) IS
    'Invoices that were due before a date and not paid on it, even if they are by now.';

CREATE VIEW invoice_integrity_violations AS
SELECT
    'invoice totals' AS rule,
    i.company_id,
    i.id AS object_id,
    pg_catalog.format(
        'Invoice %s has %s lines of %s, discounts %s, tax %s, but says %s of %s, %s, %s, total %s',
        i.invoice_number, t.lines, t.subtotal, t.discount, t.tax,
        i.line_count, i.subtotal, i.discount_amount, i.tax_amount, i.total_amount
    ) AS detail
FROM invoices i
CROSS JOIN LATERAL (
    SELECT
        pg_catalog.count(*) AS lines,
        coalesce(pg_catalog.sum(l.net_amount + l.discount_amount), 0) AS subtotal,
        coalesce(pg_catalog.sum(l.discount_amount), 0) AS discount,
        coalesce(pg_catalog.sum(l.tax_amount), 0) AS tax,
        coalesce(pg_catalog.sum(l.line_total), 0) AS total
    FROM invoice_lines l
    WHERE l.invoice_id = i.id
) t
WHERE (t.lines, t.subtotal, t.discount, t.tax, t.total)
    <> (i.line_count, i.subtotal, i.discount_amount, i.tax_amount, i.total_amount)
UNION ALL
SELECT
    'invoice credit notes',
    i.company_id,
    i.id,
    pg_catalog.format(
        'Invoice %s of %s says %s credited, but its credit notes are %s',
        i.invoice_number, i.total_amount, i.credited_amount, t.credited
    )
FROM invoices i
CROSS JOIN LATERAL (
    SELECT coalesce(pg_catalog.sum(n.total_amount), 0.0) AS credited
    FROM invoices n
    WHERE n.corrects_invoice_id = i.id AND n.status::text IN ('APPROVED', 'SENT')
) t
WHERE i.credited_amount <> t.credited OR t.credited > i.total_amount
UNION ALL
SELECT
    'invoice entry',
    i.company_id,
    i.id,
    pg_catalog.format('Invoice %s names entry %s, which is not its own', i.invoice_number, e.id)
FROM invoices i
JOIN journal_entries e ON e.id = i.journal_entry_id
WHERE e.source_id IS DISTINCT FROM i.id
    OR e.source_type::text IS DISTINCT FROM 'INVOICE'
    OR e.status::text = 'DRAFT';

COMMENT ON VIEW invoice_integrity_violations IS
    'Invoices that disagree with their lines, credit notes or entries. Always empty.';

CREATE OR REPLACE VIEW accounting_integrity_violations AS
SELECT v.rule, v.company_id, v.object_id, v.detail FROM ledger_integrity_violations v
UNION ALL
SELECT v.rule, v.company_id, v.object_id, v.detail FROM invoice_integrity_violations v;

-- Functions find their tables in this schema, wherever a session looks for tables: in another
-- schema, or first of all in its own temporary ones.
DO $do$
DECLARE
    routine regprocedure;
BEGIN
    FOREACH routine IN ARRAY ARRAY[
        'check_document_entry()',
        'separate_invoice_duties()',
        'change_invoice()',
        'credit_invoice()',
        'fill_invoice_line()',
        'change_invoice_lines()'
    ]::regprocedure[]
    LOOP
        EXECUTE pg_catalog.format(
            'ALTER FUNCTION %s SET search_path = %I, pg_temp', routine, pg_catalog.current_schema()
        );
    END LOOP;
END
$do$;

-- What runs as the owner is nobody else's trigger.
REVOKE EXECUTE ON FUNCTION credit_invoice() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION change_invoice_lines() FROM PUBLIC;

-- Down migration

CREATE OR REPLACE VIEW accounting_integrity_violations AS
SELECT v.rule, v.company_id, v.object_id, v.detail FROM ledger_integrity_violations v;
DROP VIEW invoice_integrity_violations;
DROP FUNCTION invoice_overdue(date);

DROP TABLE invoice_lines;
DROP TABLE invoices;
DROP TABLE vendors;
DROP TABLE customers;

DROP FUNCTION change_invoice_lines();
DROP FUNCTION fill_invoice_line();
DROP FUNCTION credit_invoice();
DROP FUNCTION change_invoice();
DROP FUNCTION separate_invoice_duties();
DROP FUNCTION check_document_entry();
