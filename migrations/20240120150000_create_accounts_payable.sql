-- Accounts payable: vendor invoices to pay, payments to vendors, the application of payments to
-- invoices, and aging snapshots.

-- Up migration

CREATE TABLE vendor_invoices (
    id                    uuid           NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
    company_id            uuid           NOT NULL,
    invoice_id            uuid           NOT NULL,
    invoice_type          varchar(10)    NOT NULL DEFAULT 'VENDOR',
    vendor_id             uuid           NOT NULL,
    invoice_number        varchar(50)    NOT NULL,
    vendor_invoice_number varchar(50),
    purchase_order_id     uuid,
    receipt_id            uuid,
    invoice_date          date           NOT NULL,
    due_date              date           NOT NULL,
    currency_code         varchar(3)     NOT NULL,
    exchange_rate         numeric(20,10) NOT NULL,
    total_amount          numeric(19,4)  NOT NULL,
    paid_amount           numeric(19,4)  NOT NULL DEFAULT 0,
    outstanding_amount    numeric(19,4)  GENERATED ALWAYS AS (total_amount - paid_amount) STORED,
    settled_on            date,
    first_applied_on      date,
    last_unapplied_on     date,
    cancelled_on          date,
    status                varchar(10)    NOT NULL DEFAULT 'OPEN',
    created_at            timestamptz    NOT NULL DEFAULT pg_catalog.now(),
    created_by            uuid,
    updated_at            timestamptz    NOT NULL DEFAULT pg_catalog.now(),
    updated_by            uuid,
    CONSTRAINT vendor_invoices_pkey PRIMARY KEY (id),
    CONSTRAINT vendor_invoices_company_id_key UNIQUE (company_id, id),
    CONSTRAINT vendor_invoices_invoice_key UNIQUE (invoice_id),
    CONSTRAINT vendor_invoices_vendor_invoice_number_key
        UNIQUE (company_id, vendor_id, vendor_invoice_number),
    CONSTRAINT vendor_invoices_invoice_fkey
        FOREIGN KEY (company_id, invoice_id, invoice_type, vendor_id, currency_code)
        REFERENCES invoices (company_id, id, invoice_type, vendor_id, currency_code),
    CONSTRAINT vendor_invoices_invoice_type_check CHECK (invoice_type::text = 'VENDOR'),
    CONSTRAINT vendor_invoices_dates_check CHECK (
        due_date >= invoice_date
        AND pg_catalog.isfinite(invoice_date)
        AND pg_catalog.isfinite(due_date)
    ),
    CONSTRAINT vendor_invoices_exchange_rate_check CHECK (
        exchange_rate > 0.0 AND exchange_rate < 1e10
    ),
    CONSTRAINT vendor_invoices_total_amount_check CHECK (
        total_amount >= 0.0 AND total_amount < 1e15
    ),
    CONSTRAINT vendor_invoices_paid_amount_check CHECK (paid_amount BETWEEN 0.0 AND total_amount),
    CONSTRAINT vendor_invoices_status_check CHECK (
        status::text IN ('OPEN', 'PARTIAL', 'PAID', 'CANCELLED')
    ),
    CONSTRAINT vendor_invoices_status_amount_check CHECK (
        CASE status::text
            WHEN 'PAID' THEN paid_amount = total_amount
            WHEN 'PARTIAL' THEN paid_amount > 0.0 AND paid_amount < total_amount
            ELSE paid_amount = 0.0
        END
    ),
    CONSTRAINT vendor_invoices_settled_on_check CHECK (
        (status::text = 'PAID') = (settled_on IS NOT NULL)
        AND settled_on >= invoice_date
    ),
    CONSTRAINT vendor_invoices_cancelled_on_check CHECK (
        (status::text = 'CANCELLED') = (cancelled_on IS NOT NULL)
        AND cancelled_on >= invoice_date
        AND cancelled_on >= last_unapplied_on
    )
);

CREATE INDEX vendor_invoices_open_idx
    ON vendor_invoices (company_id, vendor_id, due_date)
    INCLUDE (currency_code, outstanding_amount)
    WHERE paid_amount < total_amount;
CREATE INDEX vendor_invoices_as_of_idx
    ON vendor_invoices (company_id, coalesce(settled_on, 'infinity'), invoice_date);
ALTER TABLE vendor_invoices
    ADD CONSTRAINT vendor_invoices_application_key UNIQUE (company_id, id, vendor_id, currency_code);

COMMENT ON TABLE vendor_invoices IS
    'Payables: one for each approved vendor invoice, with what has been paid of it.';
COMMENT ON COLUMN vendor_invoices.invoice_type IS
    'Always VENDOR; the foreign key thereby admits vendor invoices only.';
COMMENT ON COLUMN vendor_invoices.invoice_number IS 'The company''s number of the invoice.';
COMMENT ON COLUMN vendor_invoices.vendor_invoice_number IS
    'The vendor''s number of the invoice, null if it has none. Keeps it from being entered twice.';
COMMENT ON COLUMN vendor_invoices.purchase_order_id IS 'Purchase order, kept outside this schema.';
COMMENT ON COLUMN vendor_invoices.receipt_id IS 'Goods receipt, kept outside this schema.';
COMMENT ON COLUMN vendor_invoices.paid_amount IS
    'Live applications with their discounts, kept by the database.';
COMMENT ON COLUMN vendor_invoices.settled_on IS
    'Date of the application that paid the rest; null unless paid in full. Kept by the database.';
COMMENT ON COLUMN vendor_invoices.first_applied_on IS
    'Earliest date of an application, live or taken back. Kept by the database.';
COMMENT ON COLUMN vendor_invoices.last_unapplied_on IS
    'Latest date an application was taken back; none may be dated before. Kept by the database.';
COMMENT ON COLUMN vendor_invoices.cancelled_on IS
    'Date from which the cancelled invoice is no longer owed; before it, it still counts.';

CREATE TABLE ap_payments (
    id                  uuid           NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
    company_id          uuid           NOT NULL,
    payment_number      varchar(50)    NOT NULL,
    payment_date        date           NOT NULL,
    vendor_id           uuid           NOT NULL,
    payment_method      varchar(20)    NOT NULL DEFAULT 'OTHER',
    payment_amount      numeric(19,4)  NOT NULL,
    applied_amount      numeric(19,4)  NOT NULL DEFAULT 0,
    unapplied_amount    numeric(19,4)  GENERATED ALWAYS AS (payment_amount - applied_amount) STORED,
    currency_code       varchar(3)     NOT NULL,
    exchange_rate       numeric(20,10) NOT NULL,
    base_payment_amount numeric(19,4)  NOT NULL,
    last_unapplied_on   date,
    status              varchar(10)    NOT NULL DEFAULT 'PENDING',
    cleared_at          timestamptz,
    bank_account_id     uuid,
    journal_entry_id    uuid,
    reference_number    varchar(100),
    notes               text,
    created_at          timestamptz    NOT NULL DEFAULT pg_catalog.now(),
    created_by          uuid,
    updated_at          timestamptz    NOT NULL DEFAULT pg_catalog.now(),
    updated_by          uuid,
    CONSTRAINT ap_payments_pkey PRIMARY KEY (id),
    CONSTRAINT ap_payments_company_id_key UNIQUE (company_id, id),
    CONSTRAINT ap_payments_payment_number_key UNIQUE (company_id, payment_number),
    CONSTRAINT ap_payments_vendor_fkey FOREIGN KEY (company_id, vendor_id)
        REFERENCES vendors (company_id, id),
    CONSTRAINT ap_payments_currency_fkey FOREIGN KEY (currency_code) REFERENCES currencies (code),
    CONSTRAINT ap_payments_bank_account_fkey FOREIGN KEY (company_id, bank_account_id)
        REFERENCES accounts (company_id, id),
    CONSTRAINT ap_payments_journal_entry_fkey FOREIGN KEY (company_id, journal_entry_id)
        REFERENCES journal_entries (company_id, id),
    CONSTRAINT ap_payments_payment_date_check CHECK (pg_catalog.isfinite(payment_date)),
    CONSTRAINT ap_payments_payment_method_check CHECK (
        payment_method::text IN ('CASH', 'CHECK', 'WIRE', 'CREDIT_CARD', 'ACH', 'OTHER')
    ),
    CONSTRAINT ap_payments_payment_amount_check CHECK (
        payment_amount > 0.0 AND payment_amount < 1e15
    ),
    CONSTRAINT ap_payments_applied_amount_check CHECK (
        applied_amount BETWEEN 0.0 AND payment_amount
    ),
    CONSTRAINT ap_payments_exchange_rate_check CHECK (exchange_rate > 0.0 AND exchange_rate < 1e10),
    CONSTRAINT ap_payments_base_payment_amount_check CHECK (
        base_payment_amount >= 0.0 AND base_payment_amount < 1e15
    ),
    CONSTRAINT ap_payments_status_check CHECK (
        status::text IN ('PENDING', 'CLEARED', 'CANCELLED', 'REVERSED')
    ),
    CONSTRAINT ap_payments_cleared_check CHECK (
        CASE status::text
            WHEN 'CLEARED' THEN cleared_at IS NOT NULL
            WHEN 'PENDING' THEN cleared_at IS NULL
            ELSE true
        END
    ),
    CONSTRAINT ap_payments_status_amount_check CHECK (
        applied_amount = 0.0 OR status::text NOT IN ('CANCELLED', 'REVERSED')
    )
);

CREATE INDEX ap_payments_vendor_idx ON ap_payments (company_id, vendor_id, payment_date);
CREATE INDEX ap_payments_bank_account_idx
    ON ap_payments (bank_account_id, payment_date) WHERE bank_account_id IS NOT NULL;
CREATE INDEX ap_payments_journal_entry_idx
    ON ap_payments (journal_entry_id) WHERE journal_entry_id IS NOT NULL;
ALTER TABLE ap_payments
    ADD CONSTRAINT ap_payments_application_key UNIQUE (company_id, id, vendor_id, currency_code);

COMMENT ON TABLE ap_payments IS 'Payments made to vendors.';
COMMENT ON COLUMN ap_payments.applied_amount IS
    'Live applications without their discounts, kept by the database.';
COMMENT ON COLUMN ap_payments.exchange_rate IS
    'Units of base currency for one unit of the currency of the payment.';
COMMENT ON COLUMN ap_payments.base_payment_amount IS 'payment_amount in base currency.';
COMMENT ON COLUMN ap_payments.last_unapplied_on IS
    'Latest date an application was taken back; none may be dated before. Kept by the database.';
COMMENT ON COLUMN ap_payments.status IS
    'A cancelled or reversed payment stays so, and has no live application.';
COMMENT ON COLUMN ap_payments.bank_account_id IS 'Ledger account that the money was paid from.';
COMMENT ON COLUMN ap_payments.journal_entry_id IS 'Entry that posts the payment.';

CREATE TABLE ap_payment_applications (
    id                uuid          NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
    company_id        uuid          NOT NULL,
    payment_id        uuid          NOT NULL,
    vendor_invoice_id uuid          NOT NULL,
    vendor_id         uuid          NOT NULL,
    currency_code     varchar(3)    NOT NULL,
    applied_amount    numeric(19,4) NOT NULL,
    discount_taken    numeric(19,4) NOT NULL DEFAULT 0,
    applied_on        date          NOT NULL,
    unapplied_on      date,
    applied_by        uuid,
    notes             text,
    created_at        timestamptz   NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT ap_payment_applications_pkey PRIMARY KEY (id),
    CONSTRAINT ap_payment_applications_payment_fkey
        FOREIGN KEY (company_id, payment_id, vendor_id, currency_code)
        REFERENCES ap_payments (company_id, id, vendor_id, currency_code),
    CONSTRAINT ap_payment_applications_vendor_invoice_fkey
        FOREIGN KEY (company_id, vendor_invoice_id, vendor_id, currency_code)
        REFERENCES vendor_invoices (company_id, id, vendor_id, currency_code),
    CONSTRAINT ap_payment_applications_applied_amount_check CHECK (
        applied_amount > 0.0 AND applied_amount < 1e15
    ),
    CONSTRAINT ap_payment_applications_discount_taken_check CHECK (
        discount_taken >= 0.0 AND discount_taken < 1e15
    ),
    CONSTRAINT ap_payment_applications_unapplied_on_check CHECK (unapplied_on >= applied_on)
);

CREATE INDEX ap_payment_applications_vendor_invoice_idx
    ON ap_payment_applications (vendor_invoice_id)
    INCLUDE (applied_on, unapplied_on, applied_amount, discount_taken);
CREATE INDEX ap_payment_applications_payment_idx ON ap_payment_applications (payment_id);

COMMENT ON TABLE ap_payment_applications IS
    'Parts of payments applied to invoices of the same vendor and currency. Never changed, only '
    'taken back once, by setting unapplied_on.';
COMMENT ON COLUMN ap_payment_applications.discount_taken IS
    'Discount received for the payment; it settles the invoice without using up the payment.';
COMMENT ON COLUMN ap_payment_applications.applied_on IS
    'First date on which the application counts.';
COMMENT ON COLUMN ap_payment_applications.unapplied_on IS
    'First date on which the application no longer counts; null while it is live.';

CREATE TABLE ap_agings (
    id                uuid          NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
    company_id        uuid          NOT NULL,
    vendor_id         uuid          NOT NULL,
    aging_date        date          NOT NULL,
    currency_code     varchar(3)    NOT NULL,
    current_amount    numeric(19,4) NOT NULL DEFAULT 0,
    days_31_60        numeric(19,4) NOT NULL DEFAULT 0,
    days_61_90        numeric(19,4) NOT NULL DEFAULT 0,
    days_over_90      numeric(19,4) NOT NULL DEFAULT 0,
    total_outstanding numeric(19,4) GENERATED ALWAYS AS (
        current_amount + days_31_60 + days_61_90 + days_over_90
    ) STORED,
    created_at        timestamptz   NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT ap_agings_pkey PRIMARY KEY (id),
    CONSTRAINT ap_agings_snapshot_key UNIQUE (company_id, vendor_id, currency_code, aging_date),
    CONSTRAINT ap_agings_vendor_fkey FOREIGN KEY (company_id, vendor_id)
        REFERENCES vendors (company_id, id),
    CONSTRAINT ap_agings_currency_fkey FOREIGN KEY (currency_code) REFERENCES currencies (code),
    CONSTRAINT ap_agings_bounds_check CHECK (
        LEAST(current_amount, days_31_60, days_61_90, days_over_90) >= 0.0
        AND GREATEST(current_amount, days_31_60, days_61_90, days_over_90) < 1e15
    )
);

CREATE INDEX ap_agings_aging_date_idx ON ap_agings (company_id, aging_date);

COMMENT ON TABLE ap_agings IS
    'Snapshots of what was owed to vendors on a date, by days past due. Never changed.';
COMMENT ON COLUMN ap_agings.current_amount IS 'Not due yet, or due for 30 days at most.';
COMMENT ON COLUMN ap_agings.days_31_60 IS 'Due for 31 to 60 days.';
COMMENT ON COLUMN ap_agings.days_61_90 IS 'Due for 61 to 90 days.';
COMMENT ON COLUMN ap_agings.days_over_90 IS 'Due for more than 90 days.';

-- Rules

CREATE FUNCTION change_vendor_invoice() RETURNS trigger
    LANGUAGE plpgsql
    AS $change_vendor_invoice$
DECLARE
    invoice invoices;
BEGIN
    IF TG_OP = 'INSERT' THEN
        -- An update, not only a lock: a transaction whose snapshot does not show the payable
        -- must not cancel or pay the invoice as if there were none.
        UPDATE invoices i SET updated_at = pg_catalog.now()
        WHERE i.company_id = NEW.company_id AND i.id = NEW.invoice_id
        RETURNING i.* INTO invoice;
        IF NOT FOUND THEN
            RETURN NEW;
        END IF;
        IF invoice.status::text NOT IN ('APPROVED', 'SENT') THEN
            RAISE EXCEPTION USING
                ERRCODE = '55000',
                CONSTRAINT = 'vendor_invoices_invoice_approved',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Invoice %s (%s) is %s, so it cannot become a payable: approve it first',
                    invoice.invoice_number, invoice.id, invoice.status
                );
        END IF;
        NEW.vendor_id := coalesce(NEW.vendor_id, invoice.vendor_id);
        NEW.invoice_number := coalesce(NEW.invoice_number, invoice.invoice_number);
        NEW.invoice_date := coalesce(NEW.invoice_date, invoice.invoice_date);
        NEW.due_date := coalesce(NEW.due_date, invoice.due_date);
        NEW.currency_code := coalesce(NEW.currency_code, invoice.currency_code);
        NEW.exchange_rate := coalesce(NEW.exchange_rate, invoice.exchange_rate);
        NEW.total_amount := coalesce(NEW.total_amount, invoice.total_amount);
        IF (
            NEW.invoice_number::text, NEW.invoice_date, NEW.due_date,
            NEW.exchange_rate, NEW.total_amount
        ) IS DISTINCT FROM (
            invoice.invoice_number::text, invoice.invoice_date, invoice.due_date,
            invoice.exchange_rate, invoice.total_amount
        ) THEN
            RAISE EXCEPTION USING
                ERRCODE = '23514',
                CONSTRAINT = 'vendor_invoices_same_as_invoice',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Payable %s has number %s, dates %s and %s, rate %s and total %s, but its '
                    'invoice %s has %s, %s and %s, %s and %s: give those, or leave them out',
                    NEW.id, NEW.invoice_number, NEW.invoice_date, NEW.due_date,
                    NEW.exchange_rate, NEW.total_amount,
                    invoice.id, invoice.invoice_number, invoice.invoice_date, invoice.due_date,
                    invoice.exchange_rate, invoice.total_amount
                );
        END IF;
        PERFORM lock_subledger_date(
            NEW.company_id, NEW.invoice_date,
            TG_TABLE_SCHEMA::text, TG_TABLE_NAME::text, 'vendor_invoices_period_open'::text
        );
        -- Nothing to pay: paid from the start.
        IF NEW.total_amount = 0.0 THEN
            NEW.status := 'PAID';
            NEW.settled_on := NEW.invoice_date;
        END IF;
        RETURN NEW;
    END IF;

    IF (
        NEW.id, NEW.company_id, NEW.invoice_id, NEW.invoice_type::text, NEW.vendor_id,
        NEW.invoice_number::text, NEW.invoice_date, NEW.due_date,
        NEW.currency_code::text, NEW.exchange_rate, NEW.total_amount
    ) IS DISTINCT FROM (
        OLD.id, OLD.company_id, OLD.invoice_id, OLD.invoice_type::text, OLD.vendor_id,
        OLD.invoice_number::text, OLD.invoice_date, OLD.due_date,
        OLD.currency_code::text, OLD.exchange_rate, OLD.total_amount
    ) OR (
        OLD.status::text = 'CANCELLED'
        AND (NEW.status::text, NEW.cancelled_on)
            IS DISTINCT FROM (OLD.status::text, OLD.cancelled_on)
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = '55000',
            CONSTRAINT = 'vendor_invoices_frozen',
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'Payable %s (%s) is %s: what it has from its invoice never changes, and being '
                'CANCELLED is final; cancel it and make another invoice',
                OLD.invoice_number, OLD.id, OLD.status
            );
    END IF;
    IF pg_catalog.pg_trigger_depth() < 2 AND (
        (NEW.paid_amount, NEW.settled_on, NEW.first_applied_on, NEW.last_unapplied_on)
            IS DISTINCT FROM
            (OLD.paid_amount, OLD.settled_on, OLD.first_applied_on, OLD.last_unapplied_on)
        OR NEW.status::text NOT IN (OLD.status::text, 'CANCELLED')
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = '42501',
            CONSTRAINT = 'vendor_invoices_maintained',
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'paid_amount, settled_on, first_applied_on, last_unapplied_on and status of '
                'payable %s (%s) are kept by the database: apply a payment, or set the status to '
                'CANCELLED',
                OLD.invoice_number, OLD.id
            );
    END IF;
    IF NEW.status::text = 'CANCELLED' AND OLD.status::text <> 'CANCELLED' THEN
        IF NEW.paid_amount <> 0.0 THEN
            RAISE EXCEPTION USING
                ERRCODE = '23514',
                CONSTRAINT = 'vendor_invoices_status_amount_check',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Payable %s (%s) cannot be CANCELLED while %s is paid: take the '
                    'applications back first, by setting their unapplied_on',
                    OLD.invoice_number, OLD.id, NEW.paid_amount
                );
        END IF;
        NEW.settled_on := NULL;
        NEW.cancelled_on := coalesce(
            NEW.cancelled_on, GREATEST(NEW.invoice_date, NEW.last_unapplied_on)
        );
        PERFORM lock_subledger_date(
            NEW.company_id, NEW.cancelled_on,
            TG_TABLE_SCHEMA::text, TG_TABLE_NAME::text, 'vendor_invoices_period_open'::text
        );
    END IF;
    RETURN NEW;
END
$change_vendor_invoice$;

COMMENT ON FUNCTION change_vendor_invoice() IS
    'Copies a new payable from its approved invoice, keeps it the same, guards what payments '
    'change, and dates its cancellation. Dates must be open, so that no closed aging changes.';

CREATE FUNCTION reopen_vendor_invoice() RETURNS trigger
    LANGUAGE plpgsql
    AS $reopen_vendor_invoice$
BEGIN
    -- Writes an invoice that is not PAID too: whoever is setting it to PAID meanwhile must notice.
    UPDATE invoices i
    SET status = CASE
            WHEN i.status::text <> 'PAID' THEN i.status
            WHEN i.sent_at IS NULL THEN 'APPROVED'
            ELSE 'SENT'
        END
    WHERE i.id = NEW.invoice_id;
    RETURN NULL;
END
$reopen_vendor_invoice$;

COMMENT ON FUNCTION reopen_vendor_invoice() IS
    'Takes an invoice back from PAID when its payable is no longer paid.';

CREATE FUNCTION follow_vendor_invoice() RETURNS trigger
    LANGUAGE plpgsql
    AS $follow_vendor_invoice$
DECLARE
    payable record;
BEGIN
    IF NEW.status::text = 'CANCELLED' THEN
        UPDATE vendor_invoices c SET status = 'CANCELLED'
        WHERE c.invoice_id = NEW.id AND c.status::text <> 'CANCELLED';
        RETURN NULL;
    END IF;
    SELECT c.id, c.status, c.outstanding_amount INTO payable
    FROM vendor_invoices c
    WHERE c.invoice_id = NEW.id
    FOR SHARE;
    IF FOUND AND payable.status::text <> 'PAID' THEN
        RAISE EXCEPTION USING
            ERRCODE = '55000',
            CONSTRAINT = 'invoices_payable_paid',
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'Invoice %s (%s) cannot be PAID, since its payable %s is %s with %s '
                'outstanding: apply payments first',
                NEW.invoice_number, NEW.id, payable.id, payable.status,
                payable.outstanding_amount
            );
    END IF;
    RETURN NULL;
END
$follow_vendor_invoice$;

COMMENT ON FUNCTION follow_vendor_invoice() IS
    'Cancels the payable of a cancelled invoice, and lets an invoice be PAID only with it.';

CREATE TRIGGER vendor_invoices_begin_unpaid BEFORE INSERT ON vendor_invoices
    FOR EACH ROW WHEN (
        NEW.paid_amount <> 0.0
        OR NEW.settled_on IS NOT NULL
        OR NEW.first_applied_on IS NOT NULL
        OR NEW.last_unapplied_on IS NOT NULL
        OR NEW.status::text <> 'OPEN'
    )
    EXECUTE FUNCTION refuse(
        '42501',
        'paid_amount, settled_on, first_applied_on, last_unapplied_on and status are kept by the '
        'database; leave them out'
    );
CREATE TRIGGER vendor_invoices_change BEFORE INSERT OR UPDATE ON vendor_invoices
    FOR EACH ROW EXECUTE FUNCTION change_vendor_invoice();
CREATE TRIGGER vendor_invoices_touch BEFORE UPDATE ON vendor_invoices
    FOR EACH ROW EXECUTE FUNCTION touch_row();
CREATE TRIGGER vendor_invoices_reopen AFTER UPDATE ON vendor_invoices
    FOR EACH ROW WHEN (OLD.status::text = 'PAID' AND NEW.status::text IN ('OPEN', 'PARTIAL'))
    EXECUTE FUNCTION reopen_vendor_invoice();
CREATE TRIGGER vendor_invoices_keep BEFORE DELETE ON vendor_invoices
    FOR EACH ROW EXECUTE FUNCTION refuse('55000', 'a payable stays; set it to CANCELLED');
CREATE TRIGGER vendor_invoices_truncate BEFORE TRUNCATE ON vendor_invoices
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('55000', 'payables stay; cancel them');
CREATE TRIGGER invoices_follow_payable AFTER UPDATE ON invoices
    FOR EACH ROW WHEN (
        NEW.invoice_type::text = 'VENDOR'
        AND NEW.status::text <> OLD.status::text
        AND NEW.status::text IN ('PAID', 'CANCELLED')
    )
    EXECUTE FUNCTION follow_vendor_invoice();

CREATE FUNCTION change_ap_payment() RETURNS trigger
    LANGUAGE plpgsql
    AS $change_ap_payment$
DECLARE
    facts   record;
    rule    text;
    problem text;
BEGIN
    IF NEW.status::text = 'CLEARED' THEN
        NEW.cleared_at := coalesce(NEW.cleared_at, pg_catalog.now());
    END IF;

    IF TG_OP = 'UPDATE' THEN
        IF (
            NEW.id, NEW.company_id, NEW.payment_number::text, NEW.payment_date, NEW.vendor_id,
            NEW.payment_amount, NEW.currency_code::text, NEW.exchange_rate, NEW.base_payment_amount
        ) IS DISTINCT FROM (
            OLD.id, OLD.company_id, OLD.payment_number::text, OLD.payment_date, OLD.vendor_id,
            OLD.payment_amount, OLD.currency_code::text, OLD.exchange_rate, OLD.base_payment_amount
        ) THEN
            RAISE EXCEPTION USING
                ERRCODE = '55000',
                CONSTRAINT = 'ap_payments_frozen',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Number, date, vendor, amount, currency and rate of payment %s (%s) never '
                    'change: set it to REVERSED and insert another one',
                    OLD.payment_number, OLD.id
                );
        END IF;
        IF pg_catalog.pg_trigger_depth() < 2
            AND (NEW.applied_amount, NEW.last_unapplied_on)
                IS DISTINCT FROM (OLD.applied_amount, OLD.last_unapplied_on)
        THEN
            RAISE EXCEPTION USING
                ERRCODE = '42501',
                CONSTRAINT = 'ap_payments_maintained',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'applied_amount and last_unapplied_on of payment %s (%s) are kept by the '
                    'database: insert an application, or set its unapplied_on',
                    OLD.payment_number, OLD.id
                );
        END IF;
        IF NEW.status::text <> OLD.status::text
            AND OLD.status::text <> 'PENDING'
            AND (OLD.status::text <> 'CLEARED' OR NEW.status::text = 'PENDING')
        THEN
            RAISE EXCEPTION USING
                ERRCODE = '55000',
                CONSTRAINT = 'ap_payments_transition',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Payment %s (%s) cannot change from %s to %s: a PENDING one can be CLEARED, '
                    'both can be CANCELLED or REVERSED, which is final; insert another payment',
                    OLD.payment_number, OLD.id, OLD.status, NEW.status
                );
        END IF;
        IF NEW.bank_account_id IS NOT DISTINCT FROM OLD.bank_account_id THEN
            RETURN NEW;
        END IF;
    END IF;

    SELECT
        c.minor_units, c.is_active AS currency_active,
        b.code AS base_code, b.minor_units AS base_minor_units,
        p.code AS party_code, p.is_active AS party_active,
        a.code AS account_code, a.is_active AS account_active, a.currency_code AS account_currency
    INTO facts
    FROM currencies c
    JOIN companies o ON o.id = NEW.company_id
    JOIN currencies b ON b.code::text = o.base_currency_code::text
    JOIN vendors p ON p.company_id = NEW.company_id AND p.id = NEW.vendor_id
    LEFT JOIN accounts a ON a.company_id = NEW.company_id AND a.id = NEW.bank_account_id
    WHERE c.code::text = NEW.currency_code::text;
    NEW.base_payment_amount := coalesce(
        NEW.base_payment_amount,
        pg_catalog.round(NEW.payment_amount * NEW.exchange_rate, facts.base_minor_units)
    );
    IF NEW.payment_amount <> pg_catalog.round(NEW.payment_amount, facts.minor_units) THEN
        rule := 'ap_payments_minor_units';
        problem := pg_catalog.format('%s allows %s decimals', NEW.currency_code, facts.minor_units);
    ELSIF NEW.currency_code::text = facts.base_code::text AND NEW.exchange_rate <> 1.0 THEN
        rule := 'ap_payments_base_rate';
        problem := pg_catalog.format(
            '%s is the base currency, so exchange_rate is 1', facts.base_code
        );
    ELSIF NEW.base_payment_amount
        <> pg_catalog.round(NEW.payment_amount * NEW.exchange_rate, facts.base_minor_units)
    THEN
        rule := 'ap_payments_base_amount';
        problem := pg_catalog.format(
            'base_payment_amount is %s, but must be payment_amount at exchange_rate: leave it out',
            NEW.base_payment_amount
        );
    ELSIF NEW.currency_code::text <> facts.account_currency::text THEN
        rule := 'ap_payments_account_currency';
        problem := pg_catalog.format(
            'account %s takes %s only, not %s: use another account',
            facts.account_code, facts.account_currency, NEW.currency_code
        );
    END IF;
    IF rule IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = '23514',
            CONSTRAINT = rule,
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'Payment %s (%s) of %s %s: %s',
                NEW.payment_number, NEW.id, NEW.payment_amount, NEW.currency_code, problem
            );
    END IF;
    -- Of a payment that is there already, only the account can be another one.
    IF NOT facts.account_active
        OR (TG_OP = 'INSERT' AND NOT (facts.party_active AND facts.currency_active))
    THEN
        RAISE EXCEPTION USING
            ERRCODE = '55000',
            CONSTRAINT = 'ap_payments_active',
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'Payment %s (%s) needs an active vendor, currency and account, but %s is '
                'inactive: use another one, or make it active again',
                NEW.payment_number, NEW.id,
                CASE
                    WHEN NOT facts.account_active THEN 'account ' || facts.account_code::text
                    WHEN NOT facts.party_active THEN 'vendor ' || facts.party_code::text
                    ELSE 'currency ' || NEW.currency_code::text
                END
            );
    END IF;
    RETURN NEW;
END
$change_ap_payment$;

COMMENT ON FUNCTION change_ap_payment() IS
    'Checks a new payment and fills its base amount; then keeps it the same but for the account, '
    'which is checked again, guards its statuses, and fills cleared_at.';

CREATE TRIGGER ap_payments_begin_unapplied BEFORE INSERT ON ap_payments
    FOR EACH ROW WHEN (NEW.applied_amount <> 0.0 OR NEW.last_unapplied_on IS NOT NULL)
    EXECUTE FUNCTION refuse(
        '42501', 'applied_amount and last_unapplied_on are kept by the database; leave them out'
    );
CREATE TRIGGER ap_payments_begin_valid BEFORE INSERT ON ap_payments
    FOR EACH ROW WHEN (NEW.status::text IN ('CANCELLED', 'REVERSED'))
    EXECUTE FUNCTION refuse('55000', 'insert the payment as PENDING or CLEARED');
CREATE TRIGGER ap_payments_change BEFORE INSERT OR UPDATE ON ap_payments
    FOR EACH ROW EXECUTE FUNCTION change_ap_payment();
CREATE TRIGGER ap_payments_touch BEFORE UPDATE ON ap_payments
    FOR EACH ROW EXECUTE FUNCTION touch_row();
CREATE TRIGGER ap_payments_keep BEFORE DELETE ON ap_payments
    FOR EACH ROW WHEN (OLD.status::text <> 'PENDING')
    EXECUTE FUNCTION refuse('55000', 'only a PENDING payment can be deleted; set it to REVERSED');
CREATE TRIGGER ap_payments_truncate BEFORE TRUNCATE ON ap_payments
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('55000', 'payments stay; reverse them');

-- Applications lock first the company against closing a period, then payments by id, then
-- payables by id; so sessions that cross do not deadlock, and each sees the sums of the other.

CREATE FUNCTION change_ap_payment_applications() RETURNS trigger
    LANGUAGE plpgsql
    AS $change_ap_payment_applications$
DECLARE
    sign    numeric := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
    change  record;
    problem record;
BEGIN
    FOR change IN
        SELECT DISTINCT n.company_id, coalesce(n.unapplied_on, n.applied_on) AS on_date
        FROM new_applications n
        ORDER BY n.company_id, on_date
    LOOP
        PERFORM lock_subledger_date(
            change.company_id, change.on_date,
            TG_TABLE_SCHEMA::text, TG_TABLE_NAME::text, 'ap_payment_applications_period_open'::text
        );
    END LOOP;

    PERFORM FROM ap_payments p
    WHERE p.id IN (SELECT n.payment_id FROM new_applications n)
    ORDER BY p.id
    FOR NO KEY UPDATE;
    PERFORM FROM vendor_invoices i
    WHERE i.id IN (SELECT n.vendor_invoice_id FROM new_applications n)
    ORDER BY i.id
    FOR NO KEY UPDATE;

    IF TG_OP = 'INSERT' THEN
        -- With no application before the latest date one was taken back, what is live on any day
        -- is never more than what was live together at some time, which the sums keep in bounds.
        SELECT
            n.id, n.applied_on, n.applied_amount, n.discount_taken, n.currency_code,
            GREATEST(
                p.payment_date, p.last_unapplied_on, i.invoice_date, i.last_unapplied_on
            ) AS earliest,
            c.minor_units
        INTO problem
        FROM new_applications n
        JOIN ap_payments p ON p.id = n.payment_id
        JOIN vendor_invoices i ON i.id = n.vendor_invoice_id
        JOIN currencies c ON c.code::text = n.currency_code::text
        WHERE n.applied_on < p.payment_date
            OR n.applied_on < p.last_unapplied_on
            OR n.applied_on < i.invoice_date
            OR n.applied_on < i.last_unapplied_on
            OR n.applied_amount <> pg_catalog.round(n.applied_amount, c.minor_units)
            OR n.discount_taken <> pg_catalog.round(n.discount_taken, c.minor_units)
        LIMIT 1;
        IF FOUND AND problem.applied_on < problem.earliest THEN
            RAISE EXCEPTION USING
                ERRCODE = '23514',
                CONSTRAINT = 'ap_payment_applications_applied_on',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Application %s is dated %s, but the dates of its payment and its invoice, and '
                    'of what was taken back from them, allow %s at the earliest: use that or later',
                    problem.id, problem.applied_on, problem.earliest
                );
        ELSIF FOUND THEN
            RAISE EXCEPTION USING
                ERRCODE = '23514',
                CONSTRAINT = 'ap_payment_applications_minor_units',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Application %s of %s with discount %s: %s allows %s decimals, so round them',
                    problem.id, problem.applied_amount, problem.discount_taken,
                    problem.currency_code, problem.minor_units
                );
        END IF;
    END IF;

    UPDATE ap_payments p
    SET applied_amount = p.applied_amount + sign * t.applied_amount,
        last_unapplied_on = GREATEST(p.last_unapplied_on, t.unapplied_on)
    FROM (
        SELECT
            n.payment_id,
            pg_catalog.sum(n.applied_amount) AS applied_amount,
            pg_catalog.max(n.unapplied_on) AS unapplied_on
        FROM new_applications n
        GROUP BY n.payment_id
    ) t
    WHERE p.id = t.payment_id;

    UPDATE vendor_invoices i
    SET paid_amount = t.paid_amount,
        first_applied_on = LEAST(i.first_applied_on, t.first_applied_on),
        last_unapplied_on = GREATEST(i.last_unapplied_on, t.unapplied_on),
        status = CASE
            WHEN i.status::text = 'CANCELLED' THEN i.status
            WHEN t.paid_amount = 0.0 THEN 'OPEN'
            WHEN t.paid_amount < i.total_amount THEN 'PARTIAL'
            ELSE 'PAID'
        END,
        settled_on = CASE
            WHEN t.paid_amount = i.total_amount THEN (
                SELECT pg_catalog.max(a.applied_on)
                FROM ap_payment_applications a
                WHERE a.vendor_invoice_id = i.id AND a.unapplied_on IS NULL
            )
        END
    FROM (
        SELECT
            c.id,
            c.paid_amount
                + sign * pg_catalog.sum(n.applied_amount + n.discount_taken) AS paid_amount,
            pg_catalog.min(n.applied_on) AS first_applied_on,
            pg_catalog.max(n.unapplied_on) AS unapplied_on
        FROM new_applications n
        JOIN vendor_invoices c ON c.id = n.vendor_invoice_id
        GROUP BY c.id
    ) t
    WHERE i.id = t.id;
    RETURN NULL;
END
$change_ap_payment_applications$;

COMMENT ON FUNCTION change_ap_payment_applications() IS
    'Adds new applications to the sums of their payments and payables, or takes off those that '
    'were just taken back. The checks on these sums refuse what would be too much.';

CREATE TRIGGER ap_payment_applications_begin_live BEFORE INSERT ON ap_payment_applications
    FOR EACH ROW WHEN (NEW.unapplied_on IS NOT NULL)
    EXECUTE FUNCTION refuse('55000', 'insert the application first, then set its unapplied_on');
CREATE TRIGGER ap_payment_applications_frozen BEFORE UPDATE ON ap_payment_applications
    FOR EACH ROW WHEN (
        OLD.unapplied_on IS NOT NULL
        OR NEW.unapplied_on IS NULL
        OR (
            OLD.id, OLD.company_id, OLD.payment_id, OLD.vendor_invoice_id, OLD.vendor_id,
            OLD.currency_code::text, OLD.applied_amount, OLD.discount_taken, OLD.applied_on,
            OLD.applied_by, OLD.notes, OLD.created_at
        ) IS DISTINCT FROM (
            NEW.id, NEW.company_id, NEW.payment_id, NEW.vendor_invoice_id, NEW.vendor_id,
            NEW.currency_code::text, NEW.applied_amount, NEW.discount_taken, NEW.applied_on,
            NEW.applied_by, NEW.notes, NEW.created_at
        )
    )
    EXECUTE FUNCTION refuse(
        '55000', 'an application never changes; only its unapplied_on can be set, once'
    );
CREATE TRIGGER ap_payment_applications_keep BEFORE DELETE ON ap_payment_applications
    FOR EACH ROW EXECUTE FUNCTION refuse('55000', 'an application stays; set its unapplied_on');
CREATE TRIGGER ap_payment_applications_truncate BEFORE TRUNCATE ON ap_payment_applications
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('55000', 'applications stay; set unapplied_on');
CREATE TRIGGER ap_payment_applications_insert AFTER INSERT ON ap_payment_applications
    REFERENCING NEW TABLE AS new_applications
    FOR EACH STATEMENT EXECUTE FUNCTION change_ap_payment_applications();
CREATE TRIGGER ap_payment_applications_update AFTER UPDATE ON ap_payment_applications
    REFERENCING NEW TABLE AS new_applications
    FOR EACH STATEMENT EXECUTE FUNCTION change_ap_payment_applications();

COMMENT ON TRIGGER ap_payment_applications_update ON ap_payment_applications IS
    'Every update that ap_payment_applications_frozen lets pass takes the application back.';

CREATE TRIGGER ap_agings_frozen BEFORE UPDATE OR DELETE ON ap_agings
    FOR EACH ROW EXECUTE FUNCTION refuse('55000', 'a snapshot stays; take one of another date');
CREATE TRIGGER ap_agings_truncate BEFORE TRUNCATE ON ap_agings
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('55000', 'snapshots stay');

-- Reports

CREATE FUNCTION ap_aging(company_id uuid, as_of date)
    RETURNS TABLE (
        vendor_id         uuid,
        currency_code     varchar,
        current_amount    numeric,
        days_31_60        numeric,
        days_61_90        numeric,
        days_over_90      numeric,
        total_outstanding numeric
    )
    LANGUAGE sql STABLE
    SET jit = off
    BEGIN ATOMIC
        SELECT
            o.vendor_id,
            o.currency_code,
            pg_catalog.sum(CASE WHEN as_of - o.due_date <= 30 THEN o.outstanding ELSE 0 END),
            pg_catalog.sum(
                CASE WHEN as_of - o.due_date BETWEEN 31 AND 60 THEN o.outstanding ELSE 0 END
            ),
            pg_catalog.sum(
                CASE WHEN as_of - o.due_date BETWEEN 61 AND 90 THEN o.outstanding ELSE 0 END
            ),
            pg_catalog.sum(CASE WHEN as_of - o.due_date > 90 THEN o.outstanding ELSE 0 END),
            pg_catalog.sum(o.outstanding)
        FROM (
            SELECT
                i.vendor_id,
                i.currency_code,
                i.due_date,
                i.total_amount - CASE
                    WHEN i.first_applied_on <= ap_aging.as_of THEN coalesce(
                        (
                            SELECT pg_catalog.sum(a.applied_amount + a.discount_taken)
                            FROM ap_payment_applications a
                            WHERE a.vendor_invoice_id = i.id
                                AND a.applied_on <= ap_aging.as_of
                                AND (a.unapplied_on IS NULL OR a.unapplied_on > ap_aging.as_of)
                        ),
                        0
                    )
                    ELSE 0
                END AS outstanding
            FROM vendor_invoices i
            WHERE i.company_id = ap_aging.company_id
                AND i.invoice_date <= ap_aging.as_of
                AND coalesce(i.settled_on, 'infinity') > ap_aging.as_of
                AND (i.cancelled_on IS NULL OR i.cancelled_on > ap_aging.as_of)
            OFFSET 0
        ) o
        WHERE o.outstanding <> 0.0
        GROUP BY o.vendor_id, o.currency_code;
    END;

COMMENT ON FUNCTION ap_aging(uuid, date) IS
    'What was owed to vendors on a date, by days past due. The date may be long past: what was '
    'applied, taken back or cancelled since then does not count. settled_on leaves out the '
    'invoices that were paid by then, and first_applied_on tells which of the others have '
    'applications to be looked for; OFFSET 0 keeps that from being done for each sum again.';

CREATE FUNCTION take_ap_aging_snapshot(company_id uuid, as_of date) RETURNS integer
    LANGUAGE plpgsql
    AS $take_ap_aging_snapshot$
DECLARE
    taken integer;
BEGIN
    INSERT INTO ap_agings (
        company_id, vendor_id, aging_date, currency_code,
        current_amount, days_31_60, days_61_90, days_over_90
    )
    SELECT
        take_ap_aging_snapshot.company_id, g.vendor_id, as_of, g.currency_code,
        g.current_amount, g.days_31_60, g.days_61_90, g.days_over_90
    FROM ap_aging(take_ap_aging_snapshot.company_id, as_of) g;
    GET DIAGNOSTICS taken = ROW_COUNT;
    RETURN taken;
END
$take_ap_aging_snapshot$;

COMMENT ON FUNCTION take_ap_aging_snapshot(uuid, date) IS
    'Keeps the aging of a date in ap_agings and returns its number of rows.';

CREATE VIEW ap_gl_reconciliation AS
SELECT
    s.company_id,
    s.currency_code,
    pg_catalog.sum(s.outstanding) AS outstanding_amount,
    pg_catalog.sum(s.unapplied) AS unapplied_amount,
    pg_catalog.sum(s.outstanding) - pg_catalog.sum(s.unapplied) AS subledger_balance,
    pg_catalog.sum(s.control) AS control_balance,
    pg_catalog.sum(s.outstanding)
        - pg_catalog.sum(s.unapplied)
        - pg_catalog.sum(s.control) AS difference
FROM (
    SELECT i.company_id, i.currency_code, i.outstanding_amount, 0, 0
    FROM vendor_invoices i
    WHERE i.paid_amount < i.total_amount AND i.status::text <> 'CANCELLED'
    UNION ALL
    SELECT p.company_id, p.currency_code, 0, p.unapplied_amount, 0
    FROM ap_payments p
    WHERE p.status::text IN ('PENDING', 'CLEARED')
    UNION ALL
    SELECT b.company_id, b.currency_code, 0, 0, -b.net_balance
    FROM accounts a
    JOIN account_balances b ON b.company_id = a.company_id AND b.account_id = a.id
    WHERE a.control_type::text = 'AP'
) s (company_id, currency_code, outstanding, unapplied, control)
GROUP BY s.company_id, s.currency_code;

COMMENT ON VIEW ap_gl_reconciliation IS
    'What is owed to vendors now by their invoices and payments, and by the AP control accounts, '
    'per currency. A difference is a document not posted, or an entry without a document.';

CREATE VIEW payable_integrity_violations AS
SELECT
    'payable of invoice' AS rule,
    c.company_id,
    c.id AS object_id,
    pg_catalog.format(
        'Payable %s is not the same as its invoice %s', c.invoice_number, i.id
    ) AS detail
FROM vendor_invoices c
JOIN invoices i ON i.id = c.invoice_id
WHERE (
        c.invoice_number::text, c.invoice_date, c.due_date, c.exchange_rate, c.total_amount
    ) <> (
        i.invoice_number::text, i.invoice_date, i.due_date, i.exchange_rate, i.total_amount
    )
    OR i.status::text NOT IN ('APPROVED', 'SENT', 'PAID', 'CANCELLED')
    OR (i.status::text = 'PAID' AND c.status::text <> 'PAID')
    OR (i.status::text = 'CANCELLED' AND c.status::text <> 'CANCELLED')
UNION ALL
SELECT
    'payable applications',
    c.company_id,
    c.id,
    pg_catalog.format(
        'Payable %s of %s says %s paid, first on %s, settled on %s, but its '
        'applications are %s, the last on %s',
        c.invoice_number, c.total_amount, c.paid_amount, c.first_applied_on, c.settled_on,
        t.paid, t.last_applied_on
    )
FROM vendor_invoices c
CROSS JOIN LATERAL (
    SELECT
        coalesce(pg_catalog.sum(a.applied_amount + a.discount_taken), 0) AS paid,
        coalesce(pg_catalog.max(a.applied_on), c.invoice_date) AS last_applied_on
    FROM ap_payment_applications a
    WHERE a.vendor_invoice_id = c.id AND a.unapplied_on IS NULL
) t
WHERE c.paid_amount <> t.paid
    OR c.first_applied_on IS DISTINCT FROM (
        SELECT pg_catalog.min(a.applied_on)
        FROM ap_payment_applications a
        WHERE a.vendor_invoice_id = c.id
    )
    OR t.paid > c.total_amount
    OR (c.status::text = 'PAID' AND c.settled_on <> t.last_applied_on)
UNION ALL
SELECT
    'payment applications',
    p.company_id,
    p.id,
    pg_catalog.format(
        'Payment %s of %s says %s applied, but its applications are %s',
        p.payment_number, p.payment_amount, p.applied_amount, t.applied
    )
FROM ap_payments p
CROSS JOIN LATERAL (
    SELECT coalesce(pg_catalog.sum(a.applied_amount), 0) AS applied
    FROM ap_payment_applications a
    WHERE a.payment_id = p.id AND a.unapplied_on IS NULL
) t
WHERE p.applied_amount <> t.applied OR t.applied > p.payment_amount
UNION ALL
SELECT
    'payable over-applied on a date',
    c.company_id,
    c.id,
    pg_catalog.format(
        'Payable %s of %s has applications of %s on %s',
        c.invoice_number, c.total_amount,
        pg_catalog.sum(o.applied_amount + o.discount_taken), d.applied_on
    )
FROM vendor_invoices c
JOIN ap_payment_applications d ON d.vendor_invoice_id = c.id
JOIN ap_payment_applications o
    ON o.vendor_invoice_id = c.id
    AND o.applied_on <= d.applied_on
    AND (o.unapplied_on IS NULL OR o.unapplied_on > d.applied_on)
GROUP BY c.company_id, c.id, d.id, d.applied_on
HAVING pg_catalog.sum(o.applied_amount + o.discount_taken) > c.total_amount
UNION ALL
SELECT
    'payment over-applied on a date',
    p.company_id,
    p.id,
    pg_catalog.format(
        'Payment %s of %s has applications of %s on %s',
        p.payment_number, p.payment_amount, pg_catalog.sum(o.applied_amount), d.applied_on
    )
FROM ap_payments p
JOIN ap_payment_applications d ON d.payment_id = p.id
JOIN ap_payment_applications o
    ON o.payment_id = p.id
    AND o.applied_on <= d.applied_on
    AND (o.unapplied_on IS NULL OR o.unapplied_on > d.applied_on)
GROUP BY p.company_id, p.id, d.id, d.applied_on
HAVING pg_catalog.sum(o.applied_amount) > p.payment_amount;

COMMENT ON VIEW payable_integrity_violations IS
    'Payables and vendor payments that disagree with invoices or applications. Always empty.';

CREATE OR REPLACE VIEW accounting_integrity_violations AS
SELECT v.rule, v.company_id, v.object_id, v.detail FROM ledger_integrity_violations v
UNION ALL
SELECT v.rule, v.company_id, v.object_id, v.detail FROM invoice_integrity_violations v
UNION ALL
SELECT v.rule, v.company_id, v.object_id, v.detail FROM receivable_integrity_violations v
UNION ALL
SELECT v.rule, v.company_id, v.object_id, v.detail FROM payable_integrity_violations v;

-- Functions find their tables in this schema, wherever a session looks for tables: in another
-- schema, or first of all in its own temporary ones.
DO $do$
DECLARE
    routine regprocedure;
BEGIN
    FOREACH routine IN ARRAY ARRAY[
        'change_vendor_invoice()',
        'reopen_vendor_invoice()',
        'follow_vendor_invoice()',
        'change_ap_payment()',
        'change_ap_payment_applications()',
        'take_ap_aging_snapshot(uuid, date)'
    ]::regprocedure[]
    LOOP
        EXECUTE pg_catalog.format(
            'ALTER FUNCTION %s SET search_path = %I, pg_temp', routine, pg_catalog.current_schema()
        );
    END LOOP;
END
$do$;

-- Down migration

CREATE OR REPLACE VIEW accounting_integrity_violations AS
SELECT v.rule, v.company_id, v.object_id, v.detail FROM ledger_integrity_violations v
UNION ALL
SELECT v.rule, v.company_id, v.object_id, v.detail FROM invoice_integrity_violations v
UNION ALL
SELECT v.rule, v.company_id, v.object_id, v.detail FROM receivable_integrity_violations v;
DROP VIEW payable_integrity_violations;
DROP VIEW ap_gl_reconciliation;
DROP FUNCTION take_ap_aging_snapshot(uuid, date);
DROP FUNCTION ap_aging(uuid, date);
DROP TRIGGER invoices_follow_payable ON invoices;

DROP TABLE ap_agings;
DROP TABLE ap_payment_applications;
DROP TABLE ap_payments;
DROP TABLE vendor_invoices;

DROP FUNCTION change_ap_payment_applications();
DROP FUNCTION change_ap_payment();
DROP FUNCTION follow_vendor_invoice();
DROP FUNCTION reopen_vendor_invoice();
DROP FUNCTION change_vendor_invoice();
