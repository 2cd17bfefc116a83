-- Accounts payable, the mirror of accounts receivable: vendor invoices to be paid, payments to
-- vendors and credit notes of theirs, their application to invoices, refunds, and aging snapshots.

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
    refunded_amount     numeric(19,4)  NOT NULL DEFAULT 0,
    unapplied_amount    numeric(19,4)  GENERATED ALWAYS AS (
        payment_amount - applied_amount - refunded_amount
    ) STORED,
    currency_code       varchar(3)     NOT NULL,
    exchange_rate       numeric(20,10) NOT NULL,
    base_payment_amount numeric(19,4)  NOT NULL,
    first_used_on       date,
    used_up_on          date,
    last_unapplied_on   date,
    voided_on           date,
    status              varchar(10)    NOT NULL DEFAULT 'PENDING',
    cleared_at          timestamptz,
    credit_note_id      uuid,
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
    CONSTRAINT ap_payments_credit_note_key UNIQUE (credit_note_id),
    CONSTRAINT ap_payments_credit_note_fkey FOREIGN KEY (company_id, credit_note_id)
        REFERENCES invoices (company_id, id),
    CONSTRAINT ap_payments_credit_note_check CHECK (
        (payment_method::text = 'CREDIT_NOTE') = (credit_note_id IS NOT NULL)
        AND (
            credit_note_id IS NULL
            OR (
                status::text IN ('CLEARED', 'REVERSED')
                AND bank_account_id IS NULL
                AND journal_entry_id IS NULL
            )
        )
    ),
    CONSTRAINT ap_payments_payment_date_check CHECK (pg_catalog.isfinite(payment_date)),
    CONSTRAINT ap_payments_payment_method_check CHECK (
        payment_method::text IN (
            'CASH', 'CHECK', 'WIRE', 'CREDIT_CARD', 'ACH', 'OTHER', 'CREDIT_NOTE'
        )
    ),
    CONSTRAINT ap_payments_payment_amount_check CHECK (
        payment_amount > 0.0 AND payment_amount < 1e15
    ),
    CONSTRAINT ap_payments_applied_amount_check CHECK (
        applied_amount >= 0.0
        AND refunded_amount >= 0.0
        AND applied_amount + refunded_amount <= payment_amount
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
        applied_amount + refunded_amount = 0.0 OR status::text NOT IN ('CANCELLED', 'REVERSED')
    ),
    CONSTRAINT ap_payments_used_up_on_check CHECK (
        (applied_amount + refunded_amount = payment_amount) = (used_up_on IS NOT NULL)
    ),
    CONSTRAINT ap_payments_voided_on_check CHECK (
        (status::text IN ('CANCELLED', 'REVERSED')) = (voided_on IS NOT NULL)
        AND voided_on >= payment_date
        AND voided_on >= last_unapplied_on
    )
);

CREATE INDEX ap_payments_vendor_idx ON ap_payments (company_id, vendor_id, payment_date);
CREATE INDEX ap_payments_bank_account_idx
    ON ap_payments (bank_account_id, payment_date) WHERE bank_account_id IS NOT NULL;
CREATE INDEX ap_payments_journal_entry_idx
    ON ap_payments (journal_entry_id) WHERE journal_entry_id IS NOT NULL;
CREATE INDEX ap_payments_as_of_idx
    ON ap_payments (company_id, coalesce(used_up_on, 'infinity'), payment_date);
ALTER TABLE ap_payments
    ADD CONSTRAINT ap_payments_application_key UNIQUE (company_id, id, vendor_id, currency_code);

COMMENT ON TABLE ap_payments IS
    'Payments made to vendors, and the credit notes received from them, each of which is used as a '
    'payment is. What is not applied the vendor owes: it is applied later, or refunded.';
COMMENT ON COLUMN ap_payments.applied_amount IS
    'Live applications without their discounts, kept by the database.';
COMMENT ON COLUMN ap_payments.refunded_amount IS 'Refunds not voided, kept by the database.';
COMMENT ON COLUMN ap_payments.first_used_on IS
    'Earliest date of an application or refund, live or taken back. Kept by the database.';
COMMENT ON COLUMN ap_payments.used_up_on IS
    'Date of the application or refund that used the rest; null while there is one. Kept by the '
    'database.';
COMMENT ON COLUMN ap_payments.voided_on IS
    'Date from which a cancelled or reversed payment no longer counts; before it, it still does.';
COMMENT ON COLUMN ap_payments.credit_note_id IS
    'Approved credit note that is used here; null for a payment of money.';
COMMENT ON COLUMN ap_payments.exchange_rate IS
    'Units of base currency for one unit of the currency of the payment.';
COMMENT ON COLUMN ap_payments.base_payment_amount IS 'payment_amount in base currency.';
COMMENT ON COLUMN ap_payments.last_unapplied_on IS
    'Latest date an application was taken back or a refund voided; none may be dated before. Kept by '
    'the database.';
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

CREATE TABLE ap_refunds (
    id                 uuid           NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
    company_id         uuid           NOT NULL,
    refund_number      varchar(50)    NOT NULL,
    refund_date        date           NOT NULL,
    payment_id         uuid           NOT NULL,
    vendor_id        uuid           NOT NULL,
    payment_method     varchar(20)    NOT NULL DEFAULT 'OTHER',
    refund_amount      numeric(19,4)  NOT NULL,
    currency_code      varchar(3)     NOT NULL,
    exchange_rate      numeric(20,10) NOT NULL,
    base_refund_amount numeric(19,4)  NOT NULL,
    voided_on          date,
    bank_account_id    uuid,
    journal_entry_id   uuid,
    reference_number   varchar(100),
    notes              text,
    created_at         timestamptz    NOT NULL DEFAULT pg_catalog.now(),
    created_by         uuid,
    updated_at         timestamptz    NOT NULL DEFAULT pg_catalog.now(),
    updated_by         uuid,
    CONSTRAINT ap_refunds_pkey PRIMARY KEY (id),
    CONSTRAINT ap_refunds_company_id_key UNIQUE (company_id, id),
    CONSTRAINT ap_refunds_refund_number_key UNIQUE (company_id, refund_number),
    CONSTRAINT ap_refunds_payment_fkey
        FOREIGN KEY (company_id, payment_id, vendor_id, currency_code)
        REFERENCES ap_payments (company_id, id, vendor_id, currency_code),
    CONSTRAINT ap_refunds_bank_account_fkey FOREIGN KEY (company_id, bank_account_id)
        REFERENCES accounts (company_id, id),
    CONSTRAINT ap_refunds_journal_entry_fkey FOREIGN KEY (company_id, journal_entry_id)
        REFERENCES journal_entries (company_id, id),
    CONSTRAINT ap_refunds_refund_date_check CHECK (pg_catalog.isfinite(refund_date)),
    CONSTRAINT ap_refunds_voided_on_check CHECK (voided_on >= refund_date),
    CONSTRAINT ap_refunds_payment_method_check CHECK (
        payment_method::text IN ('CASH', 'CHECK', 'WIRE', 'CREDIT_CARD', 'ACH', 'OTHER')
    ),
    CONSTRAINT ap_refunds_refund_amount_check CHECK (
        refund_amount > 0.0 AND refund_amount < 1e15
    ),
    CONSTRAINT ap_refunds_exchange_rate_check CHECK (
        exchange_rate > 0.0 AND exchange_rate < 1e10
    ),
    CONSTRAINT ap_refunds_base_refund_amount_check CHECK (
        base_refund_amount >= 0.0 AND base_refund_amount < 1e15
    )
);

CREATE INDEX ap_refunds_payment_idx ON ap_refunds (payment_id);
CREATE INDEX ap_refunds_bank_account_idx
    ON ap_refunds (bank_account_id, refund_date) WHERE bank_account_id IS NOT NULL;
CREATE INDEX ap_refunds_journal_entry_idx
    ON ap_refunds (journal_entry_id) WHERE journal_entry_id IS NOT NULL;

COMMENT ON TABLE ap_refunds IS
    'Money paid back by vendors, each out of what is not applied of one payment or credit note. '
    'Never changed, only voided once, by setting voided_on.';
COMMENT ON COLUMN ap_refunds.payment_id IS 'Payment, or credit note, that is paid back.';
COMMENT ON COLUMN ap_refunds.exchange_rate IS
    'Units of base currency for one unit of the currency of the refund, on its date.';
COMMENT ON COLUMN ap_refunds.base_refund_amount IS 'refund_amount in base currency.';
COMMENT ON COLUMN ap_refunds.voided_on IS
    'First date on which the refund no longer counts; null while it is live.';
COMMENT ON COLUMN ap_refunds.bank_account_id IS 'Ledger account that the money was received on.';
COMMENT ON COLUMN ap_refunds.journal_entry_id IS 'Entry that posts the refund.';

CREATE TABLE ap_agings (
    id                uuid          NOT NULL DEFAULT pg_catalog.gen_random_uuid(),
    company_id        uuid          NOT NULL,
    vendor_id         uuid          NOT NULL,
    aging_date        date          NOT NULL,
    currency_code     varchar(3)    NOT NULL,
    current_amount    numeric       NOT NULL DEFAULT 0,
    days_31_60        numeric       NOT NULL DEFAULT 0,
    days_61_90        numeric       NOT NULL DEFAULT 0,
    days_over_90      numeric       NOT NULL DEFAULT 0,
    total_outstanding numeric       GENERATED ALWAYS AS (
        current_amount + days_31_60 + days_61_90 + days_over_90
    ) STORED,
    unapplied_amount  numeric       NOT NULL DEFAULT 0,
    net_outstanding   numeric       GENERATED ALWAYS AS (
        current_amount + days_31_60 + days_61_90 + days_over_90 - unapplied_amount
    ) STORED,
    created_at        timestamptz   NOT NULL DEFAULT pg_catalog.now(),
    CONSTRAINT ap_agings_pkey PRIMARY KEY (id),
    CONSTRAINT ap_agings_snapshot_key UNIQUE (company_id, vendor_id, currency_code, aging_date),
    CONSTRAINT ap_agings_vendor_fkey FOREIGN KEY (company_id, vendor_id)
        REFERENCES vendors (company_id, id),
    CONSTRAINT ap_agings_currency_fkey FOREIGN KEY (currency_code) REFERENCES currencies (code),
    CONSTRAINT ap_agings_bounds_check CHECK (
        LEAST(current_amount, days_31_60, days_61_90, days_over_90, unapplied_amount) >= 0.0
    )
);

CREATE INDEX ap_agings_aging_date_idx ON ap_agings (company_id, aging_date);

COMMENT ON TABLE ap_agings IS
    'Snapshots of what was owed to vendors on a date, by days past due. Never changed.';
COMMENT ON COLUMN ap_agings.current_amount IS 'Not due yet, or due for 30 days at most.';
COMMENT ON COLUMN ap_agings.days_31_60 IS 'Due for 31 to 60 days.';
COMMENT ON COLUMN ap_agings.days_61_90 IS 'Due for 61 to 90 days.';
COMMENT ON COLUMN ap_agings.days_over_90 IS 'Due for more than 90 days.';
COMMENT ON COLUMN ap_agings.unapplied_amount IS
    'Payments and credit notes, as far as they were neither applied nor refunded.';
COMMENT ON COLUMN ap_agings.net_outstanding IS 'total_outstanding less unapplied_amount.';

CREATE VIEW ap_payment_uses AS
SELECT
    a.id, a.company_id, a.payment_id, a.applied_amount AS amount,
    a.applied_on AS used_on, a.unapplied_on AS ended_on
FROM ap_payment_applications a
UNION ALL
SELECT r.id, r.company_id, r.payment_id, r.refund_amount, r.refund_date, r.voided_on
FROM ap_refunds r;

COMMENT ON VIEW ap_payment_uses IS
    'What uses up payments and credit notes: applications and refunds, from used_on until before '
    'ended_on.';

-- Rules

CREATE FUNCTION change_vendor_invoice() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    AS $change_vendor_invoice$
DECLARE
    invoice invoices;
BEGIN
    IF TG_RELID <> 'vendor_invoices'::regclass::oid THEN
        PERFORM refuse_table(TG_RELID, 'vendor_invoices'::text);
    END IF;
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
        IF invoice.document_type::text <> 'INVOICE' THEN
            RAISE EXCEPTION USING
                ERRCODE = '23514',
                CONSTRAINT = 'vendor_invoices_invoice_document',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Invoice %s (%s) is a credit note, so nobody owes it: insert it into ap_payments '
                    'as credit_note_id instead',
                    invoice.invoice_number, invoice.id
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
    IF TG_ARGV[0] = 'by hand' AND (
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
    IF NEW.paid_amount > NEW.total_amount THEN
        RAISE EXCEPTION USING
            ERRCODE = '23514',
            CONSTRAINT = 'vendor_invoices_paid_amount_check',
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'Payable %s (%s) of %s %s cannot have %s paid, which is %s too much: apply less to it, '
                'and the rest to another invoice, or refund it',
                OLD.invoice_number, OLD.id, OLD.total_amount, OLD.currency_code,
                NEW.paid_amount, NEW.paid_amount - NEW.total_amount
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
    LANGUAGE plpgsql SECURITY DEFINER
    AS $reopen_vendor_invoice$
BEGIN
    IF TG_RELID <> 'vendor_invoices'::regclass::oid THEN
        PERFORM refuse_table(TG_RELID, 'vendor_invoices'::text);
    END IF;
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
    LANGUAGE plpgsql SECURITY DEFINER
    AS $follow_vendor_invoice$
DECLARE
    payable record;
BEGIN
    IF TG_RELID <> 'invoices'::regclass::oid THEN
        PERFORM refuse_table(TG_RELID, 'invoices'::text);
    END IF;
    IF NEW.status::text = 'CANCELLED' THEN
        UPDATE vendor_invoices c SET status = 'CANCELLED'
        WHERE c.invoice_id = NEW.id AND c.status::text <> 'CANCELLED';
        UPDATE ap_payments p SET status = 'REVERSED'
        WHERE p.credit_note_id = NEW.id AND p.status::text <> 'REVERSED';
        RETURN NULL;
    END IF;
    SELECT c.id, c.status, c.outstanding_amount INTO payable
    FROM vendor_invoices c
    WHERE c.invoice_id = NEW.id
    FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING
            ERRCODE = '55000',
            CONSTRAINT = 'invoices_payable_paid',
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'Invoice %s (%s) cannot be PAID, since it has no payable that payments are '
                'applied to: insert it into vendor_invoices, and apply payments first',
                NEW.invoice_number, NEW.id
            );
    ELSIF payable.status::text <> 'PAID' THEN
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
    'Cancels the payable of a cancelled invoice, or reverses what a cancelled credit note took off, '
    'and lets an invoice be PAID only with its payable.';

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
-- Two, since the function runs as the owner and cannot tell who writes.
CREATE TRIGGER vendor_invoices_change BEFORE INSERT OR UPDATE ON vendor_invoices
    FOR EACH ROW WHEN (
        pg_catalog.pg_trigger_depth() = 0 OR CURRENT_USER <> schema_owner()
    )
    EXECUTE FUNCTION change_vendor_invoice('by hand');
CREATE TRIGGER vendor_invoices_change_kept BEFORE INSERT OR UPDATE ON vendor_invoices
    FOR EACH ROW WHEN (
        pg_catalog.pg_trigger_depth() > 0 AND CURRENT_USER = schema_owner()
    )
    EXECUTE FUNCTION change_vendor_invoice('by the database');
CREATE TRIGGER vendor_invoices_company_active BEFORE INSERT ON vendor_invoices
    FOR EACH ROW EXECUTE FUNCTION begin_in_active_company();
CREATE TRIGGER vendor_invoices_begin_now BEFORE INSERT ON vendor_invoices
    FOR EACH ROW WHEN (NEW.created_at <> pg_catalog.now() OR NEW.updated_at <> pg_catalog.now())
    EXECUTE FUNCTION refuse(
        '42501', 'created_at and updated_at are kept by the database; leave them out'
    );
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
    LANGUAGE plpgsql SECURITY DEFINER
    AS $change_ap_payment$
DECLARE
    note    invoices;
    facts   record;
    rule    text;
    problem text;
BEGIN
    IF TG_RELID <> 'ap_payments'::regclass::oid THEN
        PERFORM refuse_table(TG_RELID, 'ap_payments'::text);
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.status::text = 'PENDING' THEN
            PERFORM lock_subledger_date(
                OLD.company_id, OLD.payment_date,
                TG_TABLE_SCHEMA::text, TG_TABLE_NAME::text, 'ap_payments_period_open'::text
            );
        END IF;
        RETURN OLD;
    ELSIF TG_OP = 'INSERT' AND NEW.credit_note_id IS NOT NULL THEN
        -- As a payable does with its invoice: not only a lock.
        UPDATE invoices i SET updated_at = pg_catalog.now()
        WHERE i.company_id = NEW.company_id AND i.id = NEW.credit_note_id
        RETURNING i.* INTO note;
        IF NOT FOUND THEN
            RETURN NEW;
        END IF;
        IF note.document_type::text <> 'CREDIT_NOTE'
            OR note.invoice_type::text <> 'VENDOR'
            OR note.status::text NOT IN ('APPROVED', 'SENT')
        THEN
            RAISE EXCEPTION USING
                ERRCODE = '55000',
                CONSTRAINT = 'ap_payments_credit_note_approved',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    '%s %s %s (%s) is %s, so it cannot be used as a payment: only an approved '
                    'credit note of a vendor can',
                    note.invoice_type, note.document_type, note.invoice_number, note.id, note.status
                );
        END IF;
        NEW.payment_method := 'CREDIT_NOTE';
        NEW.status := 'CLEARED';
        NEW.payment_number := coalesce(NEW.payment_number, note.invoice_number);
        NEW.payment_date := coalesce(NEW.payment_date, note.invoice_date);
        NEW.vendor_id := coalesce(NEW.vendor_id, note.vendor_id);
        NEW.payment_amount := coalesce(NEW.payment_amount, note.total_amount);
        NEW.currency_code := coalesce(NEW.currency_code, note.currency_code);
        NEW.exchange_rate := coalesce(NEW.exchange_rate, note.exchange_rate);
        IF (NEW.payment_date, NEW.vendor_id, NEW.payment_amount, NEW.exchange_rate)
                IS DISTINCT FROM
                (note.invoice_date, note.vendor_id, note.total_amount, note.exchange_rate)
            OR NEW.currency_code::text <> note.currency_code::text
        THEN
            RAISE EXCEPTION USING
                ERRCODE = '23514',
                CONSTRAINT = 'ap_payments_same_as_credit_note',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Payment %s has date %s, vendor %s, %s %s at %s, but its credit note %s has %s, '
                    '%s, %s %s at %s: give those, or leave them out',
                    NEW.id, NEW.payment_date, NEW.vendor_id,
                    NEW.payment_amount, NEW.currency_code, NEW.exchange_rate,
                    note.id, note.invoice_date, note.vendor_id,
                    note.total_amount, note.currency_code, note.exchange_rate
                );
        END IF;
    END IF;

    IF NEW.status::text = 'CLEARED' THEN
        NEW.cleared_at := coalesce(NEW.cleared_at, pg_catalog.now());
    END IF;

    IF TG_OP = 'UPDATE' THEN
        IF (
            NEW.id, NEW.company_id, NEW.payment_number::text, NEW.payment_date, NEW.vendor_id,
            NEW.payment_amount, NEW.currency_code::text, NEW.exchange_rate, NEW.base_payment_amount,
            NEW.credit_note_id, coalesce(OLD.voided_on, NEW.voided_on)
        ) IS DISTINCT FROM (
            OLD.id, OLD.company_id, OLD.payment_number::text, OLD.payment_date, OLD.vendor_id,
            OLD.payment_amount, OLD.currency_code::text, OLD.exchange_rate, OLD.base_payment_amount,
            OLD.credit_note_id, NEW.voided_on
        ) THEN
            RAISE EXCEPTION USING
                ERRCODE = '55000',
                CONSTRAINT = 'ap_payments_frozen',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Number, date, vendor, amount, currency, rate and credit note of payment %s '
                    '(%s) never change, nor when it was voided: set it to REVERSED and insert '
                    'another one',
                    OLD.payment_number, OLD.id
                );
        END IF;
        IF TG_ARGV[0] = 'by hand'
            AND (
                NEW.applied_amount, NEW.refunded_amount,
                NEW.first_used_on, NEW.used_up_on, NEW.last_unapplied_on
            ) IS DISTINCT FROM (
                OLD.applied_amount, OLD.refunded_amount,
                OLD.first_used_on, OLD.used_up_on, OLD.last_unapplied_on
            )
        THEN
            RAISE EXCEPTION USING
                ERRCODE = '42501',
                CONSTRAINT = 'ap_payments_maintained',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'applied_amount, refunded_amount, first_used_on, used_up_on and '
                    'last_unapplied_on of payment %s (%s) are kept by the database: insert an '
                    'application or a refund, or take it back',
                    OLD.payment_number, OLD.id
                );
        END IF;
        IF NEW.applied_amount + NEW.refunded_amount > NEW.payment_amount THEN
            RAISE EXCEPTION USING
                ERRCODE = '23514',
                CONSTRAINT = 'ap_payments_applied_amount_check',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Payment %s (%s) of %s %s cannot have %s applied and %s refunded, which is %s too '
                    'much: use less of it, or another payment',
                    OLD.payment_number, OLD.id, OLD.payment_amount, OLD.currency_code,
                    NEW.applied_amount, NEW.refunded_amount,
                    NEW.applied_amount + NEW.refunded_amount - NEW.payment_amount
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
        IF NEW.status::text IN ('CANCELLED', 'REVERSED') AND NEW.status::text <> OLD.status::text THEN
            IF NEW.applied_amount + NEW.refunded_amount <> 0.0 THEN
                RAISE EXCEPTION USING
                    ERRCODE = '23514',
                    CONSTRAINT = 'ap_payments_status_amount_check',
                    TABLE = TG_TABLE_NAME,
                    SCHEMA = TG_TABLE_SCHEMA,
                    MESSAGE = pg_catalog.format(
                        'Payment %s (%s) cannot be %s while %s is applied and %s refunded: take the '
                        'applications back and void the refunds first',
                        OLD.payment_number, OLD.id, NEW.status,
                        NEW.applied_amount, NEW.refunded_amount
                    );
            END IF;
            NEW.voided_on := coalesce(
                NEW.voided_on, GREATEST(NEW.payment_date, NEW.last_unapplied_on)
            );
            PERFORM lock_subledger_date(
                NEW.company_id, NEW.voided_on,
                TG_TABLE_SCHEMA::text, TG_TABLE_NAME::text, 'ap_payments_period_open'::text
            );
        END IF;
        IF NEW.bank_account_id IS NOT DISTINCT FROM OLD.bank_account_id THEN
            RETURN NEW;
        END IF;
    ELSIF pg_catalog.isfinite(NEW.payment_date) THEN
        PERFORM lock_subledger_date(
            NEW.company_id, NEW.payment_date,
            TG_TABLE_SCHEMA::text, TG_TABLE_NAME::text, 'ap_payments_period_open'::text
        );
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
    -- Of a payment that is there already, only the account can be another one; a credit note was
    -- approved while all was active.
    IF NOT facts.account_active
        OR (
            TG_OP = 'INSERT'
            AND NEW.credit_note_id IS NULL
            AND NOT (facts.party_active AND facts.currency_active)
        )
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
    'Checks a new payment and fills its base amount, and all of it from a credit note; then keeps it '
    'the same but for the account, which is checked again, guards its statuses, and fills '
    'cleared_at and voided_on. Dates must be open, so that no closed aging changes.';

CREATE TRIGGER ap_payments_begin_unapplied BEFORE INSERT ON ap_payments
    FOR EACH ROW WHEN (
        NEW.applied_amount <> 0.0
        OR NEW.refunded_amount <> 0.0
        OR NEW.first_used_on IS NOT NULL
        OR NEW.used_up_on IS NOT NULL
        OR NEW.last_unapplied_on IS NOT NULL
    )
    EXECUTE FUNCTION refuse(
        '42501',
        'applied_amount, refunded_amount, first_used_on, used_up_on and last_unapplied_on are kept '
        'by the database; leave them out'
    );
CREATE TRIGGER ap_payments_begin_valid BEFORE INSERT ON ap_payments
    FOR EACH ROW WHEN (NEW.status::text IN ('CANCELLED', 'REVERSED'))
    EXECUTE FUNCTION refuse('55000', 'insert the payment as PENDING or CLEARED');
-- Two, since the function runs as the owner and cannot tell who writes.
CREATE TRIGGER ap_payments_change BEFORE INSERT OR UPDATE OR DELETE ON ap_payments
    FOR EACH ROW WHEN (
        pg_catalog.pg_trigger_depth() = 0 OR CURRENT_USER <> schema_owner()
    )
    EXECUTE FUNCTION change_ap_payment('by hand');
CREATE TRIGGER ap_payments_change_kept BEFORE INSERT OR UPDATE OR DELETE ON ap_payments
    FOR EACH ROW WHEN (
        pg_catalog.pg_trigger_depth() > 0 AND CURRENT_USER = schema_owner()
    )
    EXECUTE FUNCTION change_ap_payment('by the database');
CREATE TRIGGER ap_payments_company_active BEFORE INSERT ON ap_payments
    FOR EACH ROW EXECUTE FUNCTION begin_in_active_company();
CREATE TRIGGER ap_payments_journal_entry BEFORE INSERT OR UPDATE ON ap_payments
    FOR EACH ROW EXECUTE FUNCTION check_document_entry('AP_PAYMENT');
CREATE TRIGGER ap_payments_begin_now BEFORE INSERT ON ap_payments
    FOR EACH ROW WHEN (NEW.created_at <> pg_catalog.now() OR NEW.updated_at <> pg_catalog.now())
    EXECUTE FUNCTION refuse(
        '42501', 'created_at and updated_at are kept by the database; leave them out'
    );
CREATE TRIGGER ap_payments_touch BEFORE UPDATE ON ap_payments
    FOR EACH ROW EXECUTE FUNCTION touch_row();
CREATE TRIGGER ap_payments_keep BEFORE DELETE ON ap_payments
    FOR EACH ROW WHEN (OLD.status::text <> 'PENDING')
    EXECUTE FUNCTION refuse('55000', 'only a PENDING payment can be deleted; set it to REVERSED');
CREATE TRIGGER ap_payments_truncate BEFORE TRUNCATE ON ap_payments
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('55000', 'payments stay; reverse them');

CREATE FUNCTION ap_payment_used_up_on(payment_id uuid) RETURNS date
    LANGUAGE sql STABLE
    RETURN (
        SELECT pg_catalog.max(u.used_on)
        FROM ap_payment_uses u
        WHERE u.payment_id = ap_payment_used_up_on.payment_id AND u.ended_on IS NULL
    );

COMMENT ON FUNCTION ap_payment_used_up_on(uuid) IS
    'Latest date of a live application or refund of a payment.';

-- Applications lock first the company against closing a period, then the invoices that are taken
-- back from PAID, payments and payables, each by id; so sessions that cross do not deadlock, and
-- each sees the sums of the other.

CREATE FUNCTION change_ap_payment_applications() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    AS $change_ap_payment_applications$
DECLARE
    sign    numeric := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
    change  record;
    problem record;
BEGIN
    IF TG_RELID <> 'ap_payment_applications'::regclass::oid THEN
        PERFORM refuse_table(TG_RELID, 'ap_payment_applications'::text);
    END IF;
    FOR change IN
        SELECT DISTINCT n.company_id, coalesce(n.unapplied_on, n.applied_on) AS on_date
        FROM new_applications n
        ORDER BY n.company_id, on_date
    LOOP
        PERFORM lock_subledger_date(
            change.company_id, change.on_date,
            TG_TABLE_SCHEMA::text, TG_TABLE_NAME::text, 'ap_payment_applications_period_open'::text
        );
        IF TG_OP = 'INSERT' THEN
            PERFORM refuse_inactive_company(
                change.company_id,
                TG_TABLE_SCHEMA::text, TG_TABLE_NAME::text,
                'ap_payment_applications_company_active'::text
            );
        END IF;
    END LOOP;

    IF TG_OP = 'UPDATE' THEN
        PERFORM FROM invoices i
        WHERE i.id IN (
            SELECT c.invoice_id
            FROM new_applications n
            JOIN vendor_invoices c ON c.id = n.vendor_invoice_id
        )
        ORDER BY i.id
        FOR NO KEY UPDATE;
    END IF;
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
    SET applied_amount = t.applied_amount,
        first_used_on = LEAST(p.first_used_on, t.first_applied_on),
        used_up_on = CASE
            WHEN t.applied_amount + p.refunded_amount = p.payment_amount
                THEN ap_payment_used_up_on(p.id)
        END,
        last_unapplied_on = GREATEST(p.last_unapplied_on, t.unapplied_on)
    FROM (
        SELECT
            c.id,
            c.applied_amount + sign * pg_catalog.sum(n.applied_amount) AS applied_amount,
            pg_catalog.min(n.applied_on) AS first_applied_on,
            pg_catalog.max(n.unapplied_on) AS unapplied_on
        FROM new_applications n
        JOIN ap_payments c ON c.id = n.payment_id
        GROUP BY c.id
    ) t
    WHERE p.id = t.id;

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
CREATE TRIGGER ap_payment_applications_begin_now BEFORE INSERT ON ap_payment_applications
    FOR EACH ROW WHEN (NEW.created_at <> pg_catalog.now())
    EXECUTE FUNCTION refuse('42501', 'created_at is kept by the database; leave it out');
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

-- Refunds use up payments as applications do, in the same order of locks.

CREATE FUNCTION change_ap_refund() RETURNS trigger
    LANGUAGE plpgsql
    AS $change_ap_refund$
DECLARE
    facts   record;
    rule    text;
    problem text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT
            coalesce(NEW.vendor_id, p.vendor_id), coalesce(NEW.currency_code, p.currency_code)
        INTO NEW.vendor_id, NEW.currency_code
        FROM ap_payments p
        WHERE p.company_id = NEW.company_id AND p.id = NEW.payment_id;
    ELSIF (
        NEW.id, NEW.company_id, NEW.refund_date, NEW.payment_id, NEW.vendor_id,
        NEW.refund_amount, NEW.exchange_rate, NEW.base_refund_amount,
        coalesce(OLD.voided_on, NEW.voided_on)
    ) IS DISTINCT FROM (
        OLD.id, OLD.company_id, OLD.refund_date, OLD.payment_id, OLD.vendor_id,
        OLD.refund_amount, OLD.exchange_rate, OLD.base_refund_amount, NEW.voided_on
    )
        OR NEW.refund_number::text <> OLD.refund_number::text
        OR NEW.currency_code::text <> OLD.currency_code::text
    THEN
        RAISE EXCEPTION USING
            ERRCODE = '55000',
            CONSTRAINT = 'ap_refunds_frozen',
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'Number, date, payment, amount, currency and rate of refund %s (%s) never change, and '
                'voided_on is set once: void it and insert another one',
                OLD.refund_number, OLD.id
            );
    ELSIF NEW.bank_account_id IS NOT DISTINCT FROM OLD.bank_account_id THEN
        RETURN NEW;
    END IF;

    SELECT
        c.minor_units, b.code AS base_code, b.minor_units AS base_minor_units,
        a.code AS account_code, a.is_active AS account_active, a.currency_code AS account_currency
    INTO facts
    FROM currencies c
    JOIN companies o ON o.id = NEW.company_id
    JOIN currencies b ON b.code::text = o.base_currency_code::text
    LEFT JOIN accounts a ON a.company_id = NEW.company_id AND a.id = NEW.bank_account_id
    WHERE c.code::text = NEW.currency_code::text;
    NEW.base_refund_amount := coalesce(
        NEW.base_refund_amount,
        pg_catalog.round(NEW.refund_amount * NEW.exchange_rate, facts.base_minor_units)
    );
    IF NEW.refund_amount <> pg_catalog.round(NEW.refund_amount, facts.minor_units) THEN
        rule := 'ap_refunds_minor_units';
        problem := pg_catalog.format('%s allows %s decimals', NEW.currency_code, facts.minor_units);
    ELSIF NEW.currency_code::text = facts.base_code::text AND NEW.exchange_rate <> 1.0 THEN
        rule := 'ap_refunds_base_rate';
        problem := pg_catalog.format(
            '%s is the base currency, so exchange_rate is 1', facts.base_code
        );
    ELSIF NEW.base_refund_amount <> pg_catalog.round(
        NEW.refund_amount * NEW.exchange_rate, facts.base_minor_units
    ) THEN
        rule := 'ap_refunds_base_amount';
        problem := pg_catalog.format(
            'base_refund_amount is %s, but must be refund_amount at exchange_rate: leave it out',
            NEW.base_refund_amount
        );
    ELSIF NEW.currency_code::text <> facts.account_currency::text THEN
        rule := 'ap_refunds_account_currency';
        problem := pg_catalog.format(
            'account %s takes %s only, not %s: use another account',
            facts.account_code, facts.account_currency, NEW.currency_code
        );
    ELSIF NOT facts.account_active THEN
        rule := 'ap_refunds_active';
        problem := pg_catalog.format(
            'account %s is inactive: use another one, or make it active again', facts.account_code
        );
    END IF;
    IF rule IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = CASE rule WHEN 'ap_refunds_active' THEN '55000' ELSE '23514' END,
            CONSTRAINT = rule,
            TABLE = TG_TABLE_NAME,
            SCHEMA = TG_TABLE_SCHEMA,
            MESSAGE = pg_catalog.format(
                'Refund %s (%s) of %s %s: %s',
                NEW.refund_number, NEW.id, NEW.refund_amount, NEW.currency_code, problem
            );
    END IF;
    RETURN NEW;
END
$change_ap_refund$;

COMMENT ON FUNCTION change_ap_refund() IS
    'Checks a new refund and fills it from its payment; then keeps it the same but for the account, '
    'which is checked again. The vendor may be inactive by now: what it owes is paid back.';

CREATE FUNCTION change_ap_refunds() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    AS $change_ap_refunds$
DECLARE
    change  record;
    problem record;
BEGIN
    IF TG_RELID <> 'ap_refunds'::regclass::oid THEN
        PERFORM refuse_table(TG_RELID, 'ap_refunds'::text);
    END IF;
    IF TG_OP = 'INSERT' THEN
        FOR change IN
            SELECT DISTINCT n.company_id, n.refund_date FROM new_refunds n ORDER BY 1, 2
        LOOP
            PERFORM lock_subledger_date(
                change.company_id, change.refund_date,
                TG_TABLE_SCHEMA::text, TG_TABLE_NAME::text, 'ap_refunds_period_open'::text
            );
        END LOOP;
        PERFORM FROM ap_payments p
        WHERE p.id IN (SELECT n.payment_id FROM new_refunds n)
        ORDER BY p.id
        FOR NO KEY UPDATE;

        SELECT
            n.id, n.refund_number, n.refund_date, p.payment_number, p.status,
            GREATEST(p.payment_date, p.last_unapplied_on) AS earliest
        INTO problem
        FROM new_refunds n
        JOIN ap_payments p ON p.id = n.payment_id
        WHERE p.status::text <> 'CLEARED'
            OR n.refund_date < p.payment_date
            OR n.refund_date < p.last_unapplied_on
        LIMIT 1;
        IF FOUND AND problem.status::text <> 'CLEARED' THEN
            RAISE EXCEPTION USING
                ERRCODE = '55000',
                CONSTRAINT = 'ap_refunds_payment_cleared',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Refund %s (%s) is of payment %s, which is %s: only what has CLEARED is paid back',
                    problem.refund_number, problem.id, problem.payment_number, problem.status
                );
        ELSIF FOUND THEN
            RAISE EXCEPTION USING
                ERRCODE = '23514',
                CONSTRAINT = 'ap_refunds_refund_date',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'Refund %s (%s) is dated %s, but the date of its payment, and of what was taken '
                    'back from it, allow %s at the earliest: use that or later',
                    problem.refund_number, problem.id, problem.refund_date, problem.earliest
                );
        END IF;

        UPDATE ap_payments p
        SET refunded_amount = t.refunded_amount,
            first_used_on = LEAST(p.first_used_on, t.first_refund_on),
            used_up_on = CASE
                WHEN p.applied_amount + t.refunded_amount = p.payment_amount
                    THEN ap_payment_used_up_on(p.id)
            END
        FROM (
            SELECT
                c.id,
                c.refunded_amount + pg_catalog.sum(n.refund_amount) AS refunded_amount,
                pg_catalog.min(n.refund_date) AS first_refund_on
            FROM new_refunds n
            JOIN ap_payments c ON c.id = n.payment_id
            GROUP BY c.id
        ) t
        WHERE p.id = t.id;
        RETURN NULL;
    END IF;

    FOR change IN
        SELECT DISTINCT n.company_id, n.voided_on
        FROM new_refunds n
        JOIN old_refunds o ON o.id = n.id
        WHERE n.voided_on IS NOT NULL AND o.voided_on IS NULL
        ORDER BY 1, 2
    LOOP
        PERFORM lock_subledger_date(
            change.company_id, change.voided_on,
            TG_TABLE_SCHEMA::text, TG_TABLE_NAME::text, 'ap_refunds_period_open'::text
        );
    END LOOP;
    PERFORM FROM ap_payments p
    WHERE p.id IN (
        SELECT n.payment_id
        FROM new_refunds n
        JOIN old_refunds o ON o.id = n.id
        WHERE n.voided_on IS NOT NULL AND o.voided_on IS NULL
    )
    ORDER BY p.id
    FOR NO KEY UPDATE;
    UPDATE ap_payments p
    SET refunded_amount = p.refunded_amount - t.refund_amount,
        used_up_on = NULL,
        last_unapplied_on = GREATEST(p.last_unapplied_on, t.voided_on)
    FROM (
        SELECT
            n.payment_id,
            pg_catalog.sum(n.refund_amount) AS refund_amount,
            pg_catalog.max(n.voided_on) AS voided_on
        FROM new_refunds n
        JOIN old_refunds o ON o.id = n.id
        WHERE n.voided_on IS NOT NULL AND o.voided_on IS NULL
        GROUP BY n.payment_id
    ) t
    WHERE p.id = t.payment_id;
    RETURN NULL;
END
$change_ap_refunds$;

COMMENT ON FUNCTION change_ap_refunds() IS
    'Adds new refunds to the sums of their payments, or takes off those that were just voided. The '
    'checks on these sums refuse what would be too much.';

CREATE TRIGGER ap_refunds_begin_live BEFORE INSERT ON ap_refunds
    FOR EACH ROW WHEN (NEW.voided_on IS NOT NULL)
    EXECUTE FUNCTION refuse('55000', 'insert the refund first, then set its voided_on');
CREATE TRIGGER ap_refunds_change BEFORE INSERT OR UPDATE ON ap_refunds
    FOR EACH ROW EXECUTE FUNCTION change_ap_refund();
CREATE TRIGGER ap_refunds_company_active BEFORE INSERT ON ap_refunds
    FOR EACH ROW EXECUTE FUNCTION begin_in_active_company();
CREATE TRIGGER ap_refunds_journal_entry BEFORE INSERT OR UPDATE ON ap_refunds
    FOR EACH ROW EXECUTE FUNCTION check_document_entry('AP_REFUND');
CREATE TRIGGER ap_refunds_begin_now BEFORE INSERT ON ap_refunds
    FOR EACH ROW WHEN (NEW.created_at <> pg_catalog.now() OR NEW.updated_at <> pg_catalog.now())
    EXECUTE FUNCTION refuse(
        '42501', 'created_at and updated_at are kept by the database; leave them out'
    );
CREATE TRIGGER ap_refunds_touch BEFORE UPDATE ON ap_refunds
    FOR EACH ROW EXECUTE FUNCTION touch_row();
CREATE TRIGGER ap_refunds_keep BEFORE DELETE ON ap_refunds
    FOR EACH ROW EXECUTE FUNCTION refuse('55000', 'a refund stays; set its voided_on');
CREATE TRIGGER ap_refunds_truncate BEFORE TRUNCATE ON ap_refunds
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('55000', 'refunds stay; set voided_on');
CREATE TRIGGER ap_refunds_insert AFTER INSERT ON ap_refunds
    REFERENCING NEW TABLE AS new_refunds
    FOR EACH STATEMENT EXECUTE FUNCTION change_ap_refunds();
CREATE TRIGGER ap_refunds_update AFTER UPDATE ON ap_refunds
    REFERENCING OLD TABLE AS old_refunds NEW TABLE AS new_refunds
    FOR EACH STATEMENT EXECUTE FUNCTION change_ap_refunds();

CREATE TRIGGER ap_agings_begin_now BEFORE INSERT ON ap_agings
    FOR EACH ROW WHEN (NEW.created_at <> pg_catalog.now())
    EXECUTE FUNCTION refuse('42501', 'created_at is kept by the database; leave it out');
CREATE TRIGGER ap_agings_frozen BEFORE UPDATE OR DELETE ON ap_agings
    FOR EACH ROW EXECUTE FUNCTION refuse('55000', 'a snapshot stays; take one of another date');
CREATE TRIGGER ap_agings_truncate BEFORE TRUNCATE ON ap_agings
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('55000', 'snapshots stay');

-- Reports

CREATE FUNCTION ap_open_items(company_id uuid, as_of date)
    RETURNS TABLE (
        document         text,
        object_id        uuid,
        document_number  varchar,
        vendor_id      uuid,
        currency_code    varchar,
        document_date    date,
        due_date         date,
        open_amount      numeric,
        base_open_amount numeric
    )
    LANGUAGE sql STABLE
    BEGIN ATOMIC
        SELECT
            o.document, o.id, o.document_number, o.vendor_id, o.currency_code,
            o.document_date, o.due_date, o.open_amount,
            pg_catalog.round(
                o.open_amount * o.exchange_rate,
                (
                    SELECT b.minor_units
                    FROM companies c
                    JOIN currencies b ON b.code::text = c.base_currency_code::text
                    WHERE c.id = ap_open_items.company_id
                )
            )
        FROM (
            SELECT
                'INVOICE' AS document, i.id, i.invoice_number AS document_number, i.vendor_id,
                i.currency_code, i.invoice_date AS document_date, i.due_date, i.exchange_rate,
                i.total_amount - CASE
                    WHEN i.first_applied_on <= ap_open_items.as_of THEN coalesce(
                        (
                            SELECT pg_catalog.sum(a.applied_amount + a.discount_taken)
                            FROM ap_payment_applications a
                            WHERE a.vendor_invoice_id = i.id
                                AND a.applied_on <= ap_open_items.as_of
                                AND (
                                    a.unapplied_on IS NULL
                                    OR a.unapplied_on > ap_open_items.as_of
                                )
                        ),
                        0.0
                    )
                    ELSE 0.0
                END AS open_amount
            FROM vendor_invoices i
            WHERE i.company_id = ap_open_items.company_id
                AND i.invoice_date <= ap_open_items.as_of
                AND coalesce(i.settled_on, 'infinity') > ap_open_items.as_of
                AND (i.cancelled_on IS NULL OR i.cancelled_on > ap_open_items.as_of)
            UNION ALL
            SELECT
                CASE WHEN p.credit_note_id IS NULL THEN 'PAYMENT' ELSE 'CREDIT_NOTE' END,
                p.id, p.payment_number, p.vendor_id,
                p.currency_code, p.payment_date, NULL, p.exchange_rate,
                CASE
                    WHEN p.first_used_on <= ap_open_items.as_of THEN coalesce(
                        (
                            SELECT pg_catalog.sum(u.amount)
                            FROM ap_payment_uses u
                            WHERE u.payment_id = p.id
                                AND u.used_on <= ap_open_items.as_of
                                AND (u.ended_on IS NULL OR u.ended_on > ap_open_items.as_of)
                        ),
                        0.0
                    )
                    ELSE 0.0
                END - p.payment_amount
            FROM ap_payments p
            WHERE p.company_id = ap_open_items.company_id
                AND p.payment_date <= ap_open_items.as_of
                AND coalesce(p.used_up_on, 'infinity') > ap_open_items.as_of
                AND (p.voided_on IS NULL OR p.voided_on > ap_open_items.as_of)
            OFFSET 0
        ) o
        WHERE o.open_amount <> 0.0;
    END;

COMMENT ON FUNCTION ap_open_items(uuid, date) IS
    'What was open on a date: invoices as far as they were owed and, as negative amounts, payments '
    'and credit notes as far as they were neither applied nor refunded. The date may be long past: '
    'what was applied, taken back or cancelled since then does not count. The amount in base '
    'currency is at the rate of the document. settled_on and used_up_on leave out what was used up '
    'by then, and first_applied_on and first_used_on tell for which of the others to look further; '
    'OFFSET 0 keeps that from being done for each use of an amount again.';

CREATE FUNCTION ap_aging(company_id uuid, as_of date)
    RETURNS TABLE (
        vendor_id       uuid,
        currency_code     varchar,
        current_amount    numeric,
        days_31_60        numeric,
        days_61_90        numeric,
        days_over_90      numeric,
        total_outstanding numeric,
        unapplied_amount  numeric,
        net_outstanding   numeric
    )
    LANGUAGE sql STABLE
    SET jit = off
    BEGIN ATOMIC
        SELECT
            g.vendor_id, g.currency_code,
            g.current_amount, g.days_31_60, g.days_61_90, g.days_over_90,
            g.total_outstanding, g.net_unapplied, g.total_outstanding - g.net_unapplied
        FROM (
            SELECT
                o.vendor_id,
                o.currency_code,
                pg_catalog.sum(
                    CASE WHEN as_of - o.due_date <= 30 THEN o.open_amount ELSE 0.0 END
                ) AS current_amount,
                pg_catalog.sum(
                    CASE WHEN as_of - o.due_date BETWEEN 31 AND 60 THEN o.open_amount ELSE 0.0 END
                ) AS days_31_60,
                pg_catalog.sum(
                    CASE WHEN as_of - o.due_date BETWEEN 61 AND 90 THEN o.open_amount ELSE 0.0 END
                ) AS days_61_90,
                pg_catalog.sum(
                    CASE WHEN as_of - o.due_date > 90 THEN o.open_amount ELSE 0.0 END
                ) AS days_over_90,
                pg_catalog.sum(GREATEST(o.open_amount, 0.0)) AS total_outstanding,
                pg_catalog.sum(GREATEST(-o.open_amount, 0.0)) AS net_unapplied
            FROM ap_open_items(ap_aging.company_id, ap_aging.as_of) o
            GROUP BY o.vendor_id, o.currency_code
        ) g;
    END;

COMMENT ON FUNCTION ap_aging(uuid, date) IS
    'What was owed to vendors on a date, by days past due, and what payments to and credit notes of '
    'them were not applied: the open items of each vendor and currency.';

CREATE FUNCTION check_ap_agings() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    AS $check_ap_agings$
DECLARE
    taken record;
    wrong uuid;
BEGIN
    IF TG_RELID <> 'ap_agings'::regclass::oid THEN
        PERFORM refuse_table(TG_RELID, 'ap_agings'::text);
    END IF;
    FOR taken IN SELECT DISTINCT n.company_id, n.aging_date FROM new_agings n ORDER BY 1, 2 LOOP
        PERFORM FROM companies c WHERE c.id = taken.company_id FOR NO KEY UPDATE;
        SELECT coalesce(g.vendor_id, t.vendor_id) INTO wrong
        FROM (
            SELECT
                a.vendor_id, a.currency_code, a.current_amount, a.days_31_60, a.days_61_90,
                a.days_over_90, a.unapplied_amount
            FROM ap_agings a
            WHERE a.company_id = taken.company_id AND a.aging_date = taken.aging_date
        ) g
        FULL JOIN ap_aging(taken.company_id, taken.aging_date) t
            ON t.vendor_id = g.vendor_id AND t.currency_code::text = g.currency_code::text
        WHERE (
            g.current_amount, g.days_31_60, g.days_61_90, g.days_over_90, g.unapplied_amount
        ) IS DISTINCT FROM (
            t.current_amount, t.days_31_60, t.days_61_90, t.days_over_90, t.unapplied_amount
        )
        LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION USING
                ERRCODE = '23514',
                CONSTRAINT = 'ap_agings_true',
                TABLE = TG_TABLE_NAME,
                SCHEMA = TG_TABLE_SCHEMA,
                MESSAGE = pg_catalog.format(
                    'The snapshot of %s is not the aging of company %s on that date: vendor %s '
                    'differs or is missing; use take_ap_aging_snapshot()',
                    taken.aging_date, taken.company_id, wrong
                );
        END IF;
    END LOOP;
    RETURN NULL;
END
$check_ap_agings$;

COMMENT ON FUNCTION check_ap_agings() IS
    'Lets a snapshot be kept only whole and as the aging of its date is, whoever inserts it.';

CREATE TRIGGER ap_agings_insert AFTER INSERT ON ap_agings
    REFERENCING NEW TABLE AS new_agings
    FOR EACH STATEMENT EXECUTE FUNCTION check_ap_agings();

CREATE FUNCTION take_ap_aging_snapshot(company_id uuid, as_of date) RETURNS integer
    LANGUAGE plpgsql
    AS $take_ap_aging_snapshot$
DECLARE
    taken integer;
BEGIN
    -- Waits for changes in flight, and for another snapshot.
    PERFORM FROM companies c WHERE c.id = take_ap_aging_snapshot.company_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM ap_agings g
        WHERE g.company_id = take_ap_aging_snapshot.company_id AND g.aging_date = as_of
    ) THEN
        RETURN 0;
    END IF;
    -- A conflict is one that an older snapshot of the database does not show; it fails with 40001.
    INSERT INTO ap_agings (
        company_id, vendor_id, aging_date, currency_code,
        current_amount, days_31_60, days_61_90, days_over_90, unapplied_amount
    )
    SELECT
        take_ap_aging_snapshot.company_id, g.vendor_id, as_of, g.currency_code,
        g.current_amount, g.days_31_60, g.days_61_90, g.days_over_90, g.unapplied_amount
    FROM ap_aging(take_ap_aging_snapshot.company_id, as_of) g
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS taken = ROW_COUNT;
    RETURN taken;
END
$take_ap_aging_snapshot$;

COMMENT ON FUNCTION take_ap_aging_snapshot(uuid, date) IS
    'Keeps the aging of a date in ap_agings and returns its number of rows, or changes nothing and '
    'returns 0 if it was kept before.';

CREATE FUNCTION ap_exchange_differences(company_id uuid, as_of date)
    RETURNS TABLE (
        document      text,
        object_id     uuid,
        payment_id    uuid,
        vendor_id   uuid,
        currency_code varchar,
        used_on       date,
        base_settled  numeric,
        base_used     numeric,
        base_gain     numeric
    )
    LANGUAGE sql STABLE
    BEGIN ATOMIC
        WITH base AS (
            SELECT b.code, b.minor_units AS minor_units
            FROM companies c
            JOIN currencies b ON b.code::text = c.base_currency_code::text
            WHERE c.id = ap_exchange_differences.company_id
        ),
        -- What is left before and after each use, in the order of their dates. In base currency
        -- there is one rate, and nothing to round.
        used AS (
            SELECT
                u.id, u.used_on, p.id AS payment_id, p.vendor_id, p.currency_code,
                p.exchange_rate, u.amount,
                p.payment_amount - pg_catalog.sum(u.amount) OVER (
                    PARTITION BY u.payment_id ORDER BY u.used_on, u.id
                ) AS remainder
            FROM ap_payment_uses u
            JOIN ap_payments p ON p.id = u.payment_id
            JOIN base ON base.code::text <> p.currency_code::text
            WHERE u.company_id = ap_exchange_differences.company_id
                AND u.used_on <= ap_exchange_differences.as_of
                AND (u.ended_on IS NULL OR u.ended_on > ap_exchange_differences.as_of)
        ),
        settled AS (
            SELECT
                a.id, i.exchange_rate, a.applied_amount + a.discount_taken AS amount,
                a.discount_taken,
                i.total_amount - pg_catalog.sum(a.applied_amount + a.discount_taken) OVER (
                    PARTITION BY a.vendor_invoice_id ORDER BY a.applied_on, a.id
                ) AS remainder
            FROM ap_payment_applications a
            JOIN vendor_invoices i ON i.id = a.vendor_invoice_id
            JOIN base ON base.code::text <> a.currency_code::text
            WHERE a.company_id = ap_exchange_differences.company_id
                AND a.applied_on <= ap_exchange_differences.as_of
                AND (a.unapplied_on IS NULL OR a.unapplied_on > ap_exchange_differences.as_of)
        ),
        amounts AS (
            SELECT
                CASE WHEN r.id IS NULL THEN 'APPLICATION' ELSE 'REFUND' END AS document,
                u.id, u.payment_id, u.vendor_id, u.currency_code, u.used_on,
                CASE
                    WHEN r.id IS NULL THEN
                        pg_catalog.round(
                            (s.remainder + s.amount) * s.exchange_rate, base.minor_units
                        )
                        - pg_catalog.round(s.remainder * s.exchange_rate, base.minor_units)
                        - pg_catalog.round(s.discount_taken * s.exchange_rate, base.minor_units)
                    ELSE r.base_refund_amount
                END AS base_settled,
                pg_catalog.round((u.remainder + u.amount) * u.exchange_rate, base.minor_units)
                    - pg_catalog.round(u.remainder * u.exchange_rate, base.minor_units)
                    AS base_used
            FROM used u
            CROSS JOIN base
            LEFT JOIN settled s ON s.id = u.id
            LEFT JOIN ap_refunds r ON r.id = u.id
        )
        SELECT
            m.document, m.id, m.payment_id, m.vendor_id, m.currency_code, m.used_on,
            m.base_settled, m.base_used, m.base_settled - m.base_used
        FROM amounts m
        WHERE m.base_used <> m.base_settled
        ORDER BY m.used_on, m.id;
    END;

COMMENT ON FUNCTION ap_exchange_differences(uuid, date) IS
    'Exchange gains, or losses if negative, that were realised up to a date: what a payment or '
    'credit note settled at the rate of the invoice (without the discount), or what was refunded, '
    'less what it was worth at its own rate. Each takes the rounding of what remains with it, so that the '
    'sums are exact: nothing in base currency remains of what is used up.';

CREATE FUNCTION ap_reconciliation(company_id uuid, as_of date)
    RETURNS TABLE (
        currency_code           varchar,
        outstanding_amount      numeric,
        unapplied_amount        numeric,
        subledger_balance       numeric,
        control_balance         numeric,
        difference              numeric,
        base_subledger_balance  numeric,
        base_control_balance    numeric,
        base_difference         numeric,
        realised_exchange_gain  numeric,
        unrecorded_amount       numeric
    )
    LANGUAGE sql STABLE
    BEGIN ATOMIC
        SELECT
            s.currency_code,
            pg_catalog.sum(GREATEST(s.open_amount, 0.0)),
            pg_catalog.sum(GREATEST(-s.open_amount, 0.0)),
            pg_catalog.sum(s.open_amount),
            pg_catalog.sum(s.control),
            pg_catalog.sum(s.open_amount) - pg_catalog.sum(s.control),
            pg_catalog.sum(s.base_open_amount),
            pg_catalog.sum(s.base_control),
            pg_catalog.sum(s.base_open_amount) - pg_catalog.sum(s.base_control),
            pg_catalog.sum(s.gain),
            pg_catalog.sum(s.unrecorded)
        FROM (
            SELECT o.currency_code, o.open_amount, o.base_open_amount, 0.0, 0.0, 0.0, 0.0
            FROM ap_open_items(ap_reconciliation.company_id, ap_reconciliation.as_of) o
            UNION ALL
            SELECT b.currency_code, 0.0, 0.0, -b.net_balance, -b.base_net_balance, 0.0, 0.0
            FROM accounts a
            JOIN account_balances b ON b.company_id = a.company_id AND b.account_id = a.id
            JOIN fiscal_periods p ON p.id = b.fiscal_period_id
            WHERE a.company_id = ap_reconciliation.company_id
                AND a.control_type::text = 'AP'
                AND p.end_date <= ap_reconciliation.as_of
            UNION ALL
            SELECT
                l.currency_code, 0.0, 0.0, l.credit_amount - l.debit_amount,
                l.base_credit_amount - l.base_debit_amount, 0.0, 0.0
            FROM journal_entries e
            JOIN journal_entry_lines l ON l.journal_entry_id = e.id
            JOIN accounts a ON a.id = l.account_id
            WHERE e.company_id = ap_reconciliation.company_id
                AND e.posted_at IS NOT NULL
                AND a.control_type::text = 'AP'
                AND e.entry_date BETWEEN (
                    SELECT p.start_date
                    FROM fiscal_periods p
                    WHERE p.company_id = ap_reconciliation.company_id
                        AND p.start_date <= ap_reconciliation.as_of
                        AND p.end_date > ap_reconciliation.as_of
                ) AND ap_reconciliation.as_of
            UNION ALL
            SELECT d.currency_code, 0.0, 0.0, 0.0, 0.0, d.base_gain, 0.0
            FROM ap_exchange_differences(ap_reconciliation.company_id, ap_reconciliation.as_of) d
            UNION ALL
            SELECT
                i.currency_code, 0.0, 0.0, 0.0, 0.0, 0.0,
                CASE i.document_type::text
                    WHEN 'INVOICE' THEN i.total_amount
                    ELSE -i.total_amount
                END
            FROM invoices i
            WHERE i.company_id = ap_reconciliation.company_id
                AND i.invoice_type::text = 'VENDOR'
                AND i.status::text IN ('APPROVED', 'SENT')
                AND i.invoice_date <= ap_reconciliation.as_of
                AND NOT EXISTS (SELECT FROM vendor_invoices c WHERE c.invoice_id = i.id)
                AND NOT EXISTS (SELECT FROM ap_payments p WHERE p.credit_note_id = i.id)
        ) s (
            currency_code, open_amount, base_open_amount, control, base_control, gain, unrecorded
        )
        GROUP BY s.currency_code;
    END;

COMMENT ON FUNCTION ap_reconciliation(uuid, date) IS
    'What was owed to vendors on a date by their invoices, payments and credit notes, and by the AR '
    'control accounts, per currency and in base currency. A difference is a document not posted, or '
    'an entry without a document; one in base currency only is an exchange difference not posted, of '
    'which realised_exchange_gain tells how much there should be by then. unrecorded_amount is of '
    'approved documents that are not among the payables yet.';

CREATE VIEW ap_gl_reconciliation AS
SELECT
    c.id AS company_id,
    r.currency_code,
    r.outstanding_amount,
    r.unapplied_amount,
    r.subledger_balance,
    r.control_balance,
    r.difference,
    r.base_subledger_balance,
    r.base_control_balance,
    r.base_difference,
    r.realised_exchange_gain,
    r.unrecorded_amount
FROM companies c
-- The last date there is, but for infinity, which what is not settled is compared with.
CROSS JOIN LATERAL ap_reconciliation(c.id, '5874897-12-31'::date) r;

COMMENT ON VIEW ap_gl_reconciliation IS
    'ap_reconciliation() of all companies with all there is, whatever its date.';

CREATE VIEW ap_unrecorded_documents AS
SELECT
    i.company_id,
    i.document_type::text AS document,
    i.id AS object_id,
    i.invoice_number AS document_number,
    i.invoice_date AS document_date,
    i.currency_code,
    i.total_amount AS amount,
    m.missing
FROM invoices i
LEFT JOIN vendor_invoices c ON c.invoice_id = i.id
LEFT JOIN ap_payments p ON p.credit_note_id = i.id
LEFT JOIN journal_entries e
    ON e.company_id = i.company_id
    AND e.source_type::text = 'INVOICE'
    AND e.source_id = i.id
    AND e.status::text = 'POSTED'
CROSS JOIN LATERAL (
    VALUES
        (
            CASE i.document_type::text WHEN 'INVOICE' THEN 'vendor_invoices' ELSE 'ap_payments' END,
            i.status::text IN ('APPROVED', 'SENT', 'PAID') AND c.id IS NULL AND p.id IS NULL
        ),
        (
            'entry',
            i.status::text IN ('APPROVED', 'SENT', 'PAID')
            AND e.id IS NULL
            AND i.base_total_amount > 0.0
        ),
        ('reversal', i.status::text = 'CANCELLED' AND e.id IS NOT NULL)
) m (missing, is_missing)
WHERE i.invoice_type::text = 'VENDOR' AND m.is_missing
UNION ALL
SELECT
    d.company_id, d.document, d.id, d.document_number, d.document_date, d.currency_code, d.amount,
    CASE WHEN d.is_live THEN 'entry' ELSE 'reversal' END
FROM (
    SELECT
        p.company_id, 'PAYMENT', p.id, p.payment_number, p.payment_date, p.currency_code,
        p.payment_amount, p.voided_on IS NULL, 'AP_PAYMENT'
    FROM ap_payments p
    WHERE p.credit_note_id IS NULL AND p.base_payment_amount > 0.0
    UNION ALL
    SELECT
        r.company_id, 'REFUND', r.id, r.refund_number, r.refund_date, r.currency_code,
        r.refund_amount, r.voided_on IS NULL, 'AP_REFUND'
    FROM ap_refunds r
    WHERE r.base_refund_amount > 0.0
) d (
    company_id, document, id, document_number, document_date, currency_code, amount, is_live,
    source_type
)
WHERE d.is_live <> EXISTS (
    SELECT FROM journal_entries e
    WHERE e.company_id = d.company_id
        AND e.source_type::text = d.source_type
        AND e.source_id = d.id
        AND e.status::text = 'POSTED'
);

COMMENT ON VIEW ap_unrecorded_documents IS
    'What is approved, paid or received and not recorded yet: an invoice without its payable, a '
    'credit note that is not among the payments, a document without a posted entry that has it as '
    'its source, or a cancelled one whose entry is not reversed.';

CREATE OR REPLACE FUNCTION invoice_overdue(as_of date) RETURNS SETOF invoices
    LANGUAGE sql STABLE
    BEGIN ATOMIC
        SELECT i.*
        FROM invoices i
        LEFT JOIN customer_invoices c ON c.invoice_id = i.id
        LEFT JOIN vendor_invoices v ON v.invoice_id = i.id
        WHERE i.document_type::text = 'INVOICE'
            AND i.due_date < as_of
            AND CASE
                WHEN c.id IS NULL AND v.id IS NULL THEN
                    i.status::text IN ('APPROVED', 'SENT', 'PAID')
                    AND (i.paid_at IS NULL OR i.paid_at >= as_of::timestamptz)
                ELSE
                    coalesce(c.settled_on, v.settled_on, 'infinity') > as_of
                    AND coalesce(c.cancelled_on, v.cancelled_on, 'infinity') > as_of
                    AND i.total_amount > coalesce(
                        (
                            SELECT pg_catalog.sum(a.applied_amount + a.discount_taken)
                            FROM ar_payment_applications a
                            WHERE a.customer_invoice_id = c.id
                                AND a.applied_on <= as_of
                                AND coalesce(a.unapplied_on, 'infinity') > as_of
                        ),
                        (
                            SELECT pg_catalog.sum(a.applied_amount + a.discount_taken)
                            FROM ap_payment_applications a
                            WHERE a.vendor_invoice_id = v.id
                                AND a.applied_on <= as_of
                                AND coalesce(a.unapplied_on, 'infinity') > as_of
                        ),
                        0.0
                    )
            END;
    END;

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
    'payment uses',
    p.company_id,
    p.id,
    pg_catalog.format(
        'Payment %s of %s says %s applied and %s refunded, first on %s, used up on %s, but it has '
        'applications of %s and refunds of %s, the last on %s',
        p.payment_number, p.payment_amount, p.applied_amount, p.refunded_amount,
        p.first_used_on, p.used_up_on, t.applied, r.refunded, u.last_used_on
    )
FROM ap_payments p
CROSS JOIN LATERAL (
    SELECT coalesce(pg_catalog.sum(a.applied_amount), 0.0) AS applied
    FROM ap_payment_applications a
    WHERE a.payment_id = p.id AND a.unapplied_on IS NULL
) t
CROSS JOIN LATERAL (
    SELECT coalesce(pg_catalog.sum(f.refund_amount), 0.0) AS refunded
    FROM ap_refunds f
    WHERE f.payment_id = p.id AND f.voided_on IS NULL
) r
CROSS JOIN LATERAL (
    SELECT
        pg_catalog.min(v.used_on) AS first_used_on,
        pg_catalog.max(v.used_on) FILTER (WHERE v.ended_on IS NULL) AS last_used_on
    FROM ap_payment_uses v
    WHERE v.payment_id = p.id
) u
WHERE p.applied_amount <> t.applied
    OR p.refunded_amount <> r.refunded
    OR t.applied + r.refunded > p.payment_amount
    OR p.first_used_on IS DISTINCT FROM u.first_used_on
    OR p.used_up_on <> u.last_used_on
UNION ALL
SELECT
    'payment of credit note',
    p.company_id,
    p.id,
    pg_catalog.format('Payment %s is not the same as its credit note %s', p.payment_number, i.id)
FROM ap_payments p
JOIN invoices i ON i.id = p.credit_note_id
WHERE (p.payment_date, p.vendor_id, p.exchange_rate, p.payment_amount, p.base_payment_amount)
        <> (i.invoice_date, i.vendor_id, i.exchange_rate, i.total_amount, i.base_total_amount)
    OR p.currency_code::text <> i.currency_code::text
    OR i.document_type::text <> 'CREDIT_NOTE'
    OR i.status::text NOT IN ('APPROVED', 'SENT', 'CANCELLED')
    OR (i.status::text = 'CANCELLED' AND p.status::text <> 'REVERSED')
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
    'payment used too much on a date',
    p.company_id,
    p.id,
    pg_catalog.format(
        'Payment %s of %s has applications and refunds of %s on %s',
        p.payment_number, p.payment_amount, pg_catalog.sum(o.amount), d.used_on
    )
FROM ap_payments p
JOIN ap_payment_uses d ON d.payment_id = p.id
JOIN ap_payment_uses o
    ON o.payment_id = p.id
    AND o.used_on <= d.used_on
    AND (o.ended_on IS NULL OR o.ended_on > d.used_on)
GROUP BY p.company_id, p.id, d.id, d.used_on
HAVING pg_catalog.sum(o.amount) > p.payment_amount;

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
        'change_ap_refund()',
        'change_ap_refunds()',
        'check_ap_agings()',
        'take_ap_aging_snapshot(uuid, date)'
    ]::regprocedure[]
    LOOP
        EXECUTE pg_catalog.format(
            'ALTER FUNCTION %s SET search_path = %I, pg_temp', routine, pg_catalog.current_schema()
        );
    END LOOP;
END
$do$;

-- What runs as the owner is nobody else's trigger.
REVOKE EXECUTE ON FUNCTION change_vendor_invoice() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION reopen_vendor_invoice() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION follow_vendor_invoice() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION change_ap_payment() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION change_ap_payment_applications() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION change_ap_refunds() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION check_ap_agings() FROM PUBLIC;

-- Down migration

CREATE OR REPLACE VIEW accounting_integrity_violations AS
SELECT v.rule, v.company_id, v.object_id, v.detail FROM ledger_integrity_violations v
UNION ALL
SELECT v.rule, v.company_id, v.object_id, v.detail FROM invoice_integrity_violations v
UNION ALL
SELECT v.rule, v.company_id, v.object_id, v.detail FROM receivable_integrity_violations v;
DROP VIEW payable_integrity_violations;
CREATE OR REPLACE FUNCTION invoice_overdue(as_of date) RETURNS SETOF invoices
    LANGUAGE sql STABLE
    BEGIN ATOMIC
        SELECT i.*
        FROM invoices i
        LEFT JOIN customer_invoices c ON c.invoice_id = i.id
        WHERE i.document_type::text = 'INVOICE'
            AND i.due_date < as_of
            AND CASE
                WHEN c.id IS NULL THEN
                    i.status::text IN ('APPROVED', 'SENT', 'PAID')
                    AND (i.paid_at IS NULL OR i.paid_at >= as_of::timestamptz)
                ELSE
                    coalesce(c.settled_on, 'infinity') > as_of
                    AND coalesce(c.cancelled_on, 'infinity') > as_of
                    AND c.total_amount > coalesce(
                        (
                            SELECT pg_catalog.sum(a.applied_amount + a.discount_taken)
                            FROM ar_payment_applications a
                            WHERE a.customer_invoice_id = c.id
                                AND a.applied_on <= as_of
                                AND coalesce(a.unapplied_on, 'infinity') > as_of
                        ),
                        0.0
                    )
            END;
    END;
DROP VIEW ap_unrecorded_documents;
DROP VIEW ap_gl_reconciliation;
DROP FUNCTION ap_reconciliation(uuid, date);
DROP FUNCTION ap_exchange_differences(uuid, date);
DROP FUNCTION take_ap_aging_snapshot(uuid, date);
DROP TABLE ap_agings;
DROP FUNCTION check_ap_agings();
DROP FUNCTION ap_aging(uuid, date);
DROP FUNCTION ap_open_items(uuid, date);
DROP TRIGGER invoices_follow_payable ON invoices;

DROP FUNCTION ap_payment_used_up_on(uuid);
DROP VIEW ap_payment_uses;
DROP TABLE ap_refunds;
DROP TABLE ap_payment_applications;
DROP TABLE ap_payments;
DROP TABLE vendor_invoices;

DROP FUNCTION change_ap_refunds();
DROP FUNCTION change_ap_refund();
DROP FUNCTION change_ap_payment_applications();
DROP FUNCTION change_ap_payment();
DROP FUNCTION follow_vendor_invoice();
DROP FUNCTION reopen_vendor_invoice();
DROP FUNCTION change_vendor_invoice();
