-- Accounts payable: vendor invoices to pay, payments to vendors, the application of payments to
-- invoices, and aging snapshots.

-- Up migration

CREATE TABLE vendor_invoices (
    id                    uuid           NOT NULL DEFAULT gen_random_uuid(),
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
    last_unapplied_on     date,
    cancelled_on          date,
    status                varchar(10)    NOT NULL DEFAULT 'OPEN',
    created_at            timestamptz    NOT NULL DEFAULT now(),
    created_by            uuid,
    updated_at            timestamptz    NOT NULL DEFAULT now(),
    updated_by            uuid,
    CONSTRAINT vendor_invoices_pkey PRIMARY KEY (id),
    CONSTRAINT vendor_invoices_company_id_key UNIQUE (company_id, id),
    CONSTRAINT vendor_invoices_invoice_key UNIQUE (invoice_id),
    CONSTRAINT vendor_invoices_vendor_invoice_number_key
        UNIQUE (company_id, vendor_id, vendor_invoice_number),
    CONSTRAINT vendor_invoices_application_key
        UNIQUE (company_id, id, vendor_id, currency_code),
    CONSTRAINT vendor_invoices_invoice_fkey
        FOREIGN KEY (company_id, invoice_id, invoice_type, vendor_id, currency_code, total_amount)
        REFERENCES invoices
            (company_id, id, invoice_type, vendor_id, currency_code, total_amount),
    CONSTRAINT vendor_invoices_invoice_type_check CHECK (invoice_type = 'VENDOR'),
    CONSTRAINT vendor_invoices_dates_check CHECK (
        due_date >= invoice_date AND isfinite(invoice_date) AND isfinite(due_date)
    ),
    CONSTRAINT vendor_invoices_exchange_rate_check CHECK (
        exchange_rate > 0 AND exchange_rate < 1e10
    ),
    CONSTRAINT vendor_invoices_total_amount_check CHECK (
        total_amount >= 0 AND total_amount < 1e15
    ),
    CONSTRAINT vendor_invoices_paid_amount_check CHECK (paid_amount BETWEEN 0 AND total_amount),
    CONSTRAINT vendor_invoices_status_check CHECK (
        status IN ('OPEN', 'PARTIAL', 'PAID', 'CANCELLED')
    ),
    CONSTRAINT vendor_invoices_status_amount_check CHECK (
        CASE status
            WHEN 'PAID' THEN paid_amount = total_amount
            WHEN 'PARTIAL' THEN paid_amount > 0 AND paid_amount < total_amount
            ELSE paid_amount = 0
        END
    ),
    CONSTRAINT vendor_invoices_settled_on_check CHECK (
        (status = 'PAID') = (settled_on IS NOT NULL)
        AND settled_on >= invoice_date
    ),
    CONSTRAINT vendor_invoices_cancelled_on_check CHECK (
        (status = 'CANCELLED') = (cancelled_on IS NOT NULL)
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
COMMENT ON COLUMN vendor_invoices.last_unapplied_on IS
    'Latest date an application was taken back; none may be dated before. Kept by the database.';
COMMENT ON COLUMN vendor_invoices.cancelled_on IS
    'Date from which the cancelled invoice is no longer owed; before it, it still counts.';

CREATE TABLE ap_payments (
    id                  uuid           NOT NULL DEFAULT gen_random_uuid(),
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
    created_at          timestamptz    NOT NULL DEFAULT now(),
    created_by          uuid,
    updated_at          timestamptz    NOT NULL DEFAULT now(),
    updated_by          uuid,
    CONSTRAINT ap_payments_pkey PRIMARY KEY (id),
    CONSTRAINT ap_payments_company_id_key UNIQUE (company_id, id),
    CONSTRAINT ap_payments_payment_number_key UNIQUE (company_id, payment_number),
    CONSTRAINT ap_payments_application_key UNIQUE (company_id, id, vendor_id, currency_code),
    CONSTRAINT ap_payments_vendor_fkey FOREIGN KEY (company_id, vendor_id)
        REFERENCES vendors (company_id, id),
    CONSTRAINT ap_payments_currency_fkey FOREIGN KEY (currency_code) REFERENCES currencies (code),
    CONSTRAINT ap_payments_bank_account_fkey FOREIGN KEY (company_id, bank_account_id)
        REFERENCES accounts (company_id, id),
    CONSTRAINT ap_payments_journal_entry_fkey FOREIGN KEY (company_id, journal_entry_id)
        REFERENCES journal_entries (company_id, id),
    CONSTRAINT ap_payments_payment_method_check CHECK (
        payment_method IN ('CASH', 'CHECK', 'WIRE', 'CREDIT_CARD', 'ACH', 'OTHER')
    ),
    CONSTRAINT ap_payments_payment_amount_check CHECK (
        payment_amount > 0 AND payment_amount < 1e15
    ),
    CONSTRAINT ap_payments_applied_amount_check CHECK (
        applied_amount BETWEEN 0 AND payment_amount
    ),
    CONSTRAINT ap_payments_exchange_rate_check CHECK (exchange_rate > 0 AND exchange_rate < 1e10),
    CONSTRAINT ap_payments_base_payment_amount_check CHECK (
        base_payment_amount >= 0 AND base_payment_amount < 1e15
    ),
    CONSTRAINT ap_payments_status_check CHECK (
        status IN ('PENDING', 'CLEARED', 'CANCELLED', 'REVERSED')
    ),
    CONSTRAINT ap_payments_cleared_check CHECK (
        CASE status
            WHEN 'CLEARED' THEN cleared_at IS NOT NULL
            WHEN 'PENDING' THEN cleared_at IS NULL
            ELSE true
        END
    ),
    CONSTRAINT ap_payments_status_amount_check CHECK (
        applied_amount = 0 OR status NOT IN ('CANCELLED', 'REVERSED')
    )
);

CREATE INDEX ap_payments_vendor_idx ON ap_payments (company_id, vendor_id, payment_date);
CREATE INDEX ap_payments_bank_account_idx
    ON ap_payments (bank_account_id, payment_date) WHERE bank_account_id IS NOT NULL;
CREATE INDEX ap_payments_journal_entry_idx
    ON ap_payments (journal_entry_id) WHERE journal_entry_id IS NOT NULL;

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
    id                uuid          NOT NULL DEFAULT gen_random_uuid(),
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
    created_at        timestamptz   NOT NULL DEFAULT now(),
    CONSTRAINT ap_payment_applications_pkey PRIMARY KEY (id),
    CONSTRAINT ap_payment_applications_payment_fkey
        FOREIGN KEY (company_id, payment_id, vendor_id, currency_code)
        REFERENCES ap_payments (company_id, id, vendor_id, currency_code),
    CONSTRAINT ap_payment_applications_vendor_invoice_fkey
        FOREIGN KEY (company_id, vendor_invoice_id, vendor_id, currency_code)
        REFERENCES vendor_invoices (company_id, id, vendor_id, currency_code),
    CONSTRAINT ap_payment_applications_applied_amount_check CHECK (
        applied_amount > 0 AND applied_amount < 1e15
    ),
    CONSTRAINT ap_payment_applications_discount_taken_check CHECK (
        discount_taken >= 0 AND discount_taken < 1e15
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
    id                uuid          NOT NULL DEFAULT gen_random_uuid(),
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
    created_at        timestamptz   NOT NULL DEFAULT now(),
    CONSTRAINT ap_agings_pkey PRIMARY KEY (id),
    CONSTRAINT ap_agings_snapshot_key UNIQUE (company_id, vendor_id, currency_code, aging_date),
    CONSTRAINT ap_agings_vendor_fkey FOREIGN KEY (company_id, vendor_id)
        REFERENCES vendors (company_id, id),
    CONSTRAINT ap_agings_currency_fkey FOREIGN KEY (currency_code) REFERENCES currencies (code),
    CONSTRAINT ap_agings_bounds_check CHECK (
        LEAST(current_amount, days_31_60, days_61_90, days_over_90) >= 0
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

-- Down migration

DROP TABLE ap_agings;
DROP TABLE ap_payment_applications;
DROP TABLE ap_payments;
DROP TABLE vendor_invoices;
