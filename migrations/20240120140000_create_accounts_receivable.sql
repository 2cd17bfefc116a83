-- Accounts receivable: customer invoices to be paid, customer payments, the application of
-- payments to invoices, and aging snapshots.

-- Up migration

CREATE TABLE customer_invoices (
    id                 uuid           NOT NULL DEFAULT gen_random_uuid(),
    company_id         uuid           NOT NULL,
    invoice_id         uuid           NOT NULL,
    invoice_type       varchar(10)    NOT NULL DEFAULT 'CUSTOMER',
    customer_id        uuid           NOT NULL,
    invoice_number     varchar(50)    NOT NULL,
    invoice_date       date           NOT NULL,
    due_date           date           NOT NULL,
    currency_code      varchar(3)     NOT NULL,
    exchange_rate      numeric(20,10) NOT NULL,
    total_amount       numeric(19,4)  NOT NULL,
    paid_amount        numeric(19,4)  NOT NULL DEFAULT 0,
    outstanding_amount numeric(19,4)  GENERATED ALWAYS AS (total_amount - paid_amount) STORED,
    settled_on         date,
    last_unapplied_on  date,
    cancelled_on       date,
    status             varchar(10)    NOT NULL DEFAULT 'OPEN',
    created_at         timestamptz    NOT NULL DEFAULT now(),
    created_by         uuid,
    updated_at         timestamptz    NOT NULL DEFAULT now(),
    updated_by         uuid,
    CONSTRAINT customer_invoices_pkey PRIMARY KEY (id),
    CONSTRAINT customer_invoices_company_id_key UNIQUE (company_id, id),
    CONSTRAINT customer_invoices_invoice_key UNIQUE (invoice_id),
    CONSTRAINT customer_invoices_application_key
        UNIQUE (company_id, id, customer_id, currency_code),
    CONSTRAINT customer_invoices_invoice_fkey
        FOREIGN KEY (company_id, invoice_id, invoice_type, customer_id, currency_code, total_amount)
        REFERENCES invoices
            (company_id, id, invoice_type, customer_id, currency_code, total_amount),
    CONSTRAINT customer_invoices_invoice_type_check CHECK (invoice_type = 'CUSTOMER'),
    CONSTRAINT customer_invoices_dates_check CHECK (
        due_date >= invoice_date AND isfinite(invoice_date) AND isfinite(due_date)
    ),
    CONSTRAINT customer_invoices_exchange_rate_check CHECK (
        exchange_rate > 0 AND exchange_rate < 1e10
    ),
    CONSTRAINT customer_invoices_total_amount_check CHECK (
        total_amount >= 0 AND total_amount < 1e15
    ),
    CONSTRAINT customer_invoices_paid_amount_check CHECK (paid_amount BETWEEN 0 AND total_amount),
    CONSTRAINT customer_invoices_status_check CHECK (
        status IN ('OPEN', 'PARTIAL', 'PAID', 'CANCELLED')
    ),
    CONSTRAINT customer_invoices_status_amount_check CHECK (
        CASE status
            WHEN 'PAID' THEN paid_amount = total_amount
            WHEN 'PARTIAL' THEN paid_amount > 0 AND paid_amount < total_amount
            ELSE paid_amount = 0
        END
    ),
    CONSTRAINT customer_invoices_settled_on_check CHECK (
        (status = 'PAID') = (settled_on IS NOT NULL)
        AND settled_on >= invoice_date
    ),
    CONSTRAINT customer_invoices_cancelled_on_check CHECK (
        (status = 'CANCELLED') = (cancelled_on IS NOT NULL)
        AND cancelled_on >= invoice_date
        AND cancelled_on >= last_unapplied_on
    )
);

CREATE INDEX customer_invoices_open_idx
    ON customer_invoices (company_id, customer_id, due_date)
    INCLUDE (currency_code, outstanding_amount)
    WHERE paid_amount < total_amount;
CREATE INDEX customer_invoices_as_of_idx
    ON customer_invoices (company_id, coalesce(settled_on, 'infinity'), invoice_date);

COMMENT ON TABLE customer_invoices IS
    'Receivables: one for each approved customer invoice, with what has been paid of it.';
COMMENT ON COLUMN customer_invoices.invoice_type IS
    'Always CUSTOMER; the foreign key thereby admits customer invoices only.';
COMMENT ON COLUMN customer_invoices.paid_amount IS
    'Live applications with their discounts, kept by the database.';
COMMENT ON COLUMN customer_invoices.settled_on IS
    'Date of the application that paid the rest; null unless paid in full. Kept by the database.';
COMMENT ON COLUMN customer_invoices.last_unapplied_on IS
    'Latest date an application was taken back; none may be dated before. Kept by the database.';
COMMENT ON COLUMN customer_invoices.cancelled_on IS
    'Date from which the cancelled invoice is no longer owed; before it, it still counts.';

CREATE TABLE ar_payments (
    id                  uuid           NOT NULL DEFAULT gen_random_uuid(),
    company_id          uuid           NOT NULL,
    payment_number      varchar(50)    NOT NULL,
    payment_date        date           NOT NULL,
    customer_id         uuid           NOT NULL,
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
    CONSTRAINT ar_payments_pkey PRIMARY KEY (id),
    CONSTRAINT ar_payments_company_id_key UNIQUE (company_id, id),
    CONSTRAINT ar_payments_payment_number_key UNIQUE (company_id, payment_number),
    CONSTRAINT ar_payments_application_key UNIQUE (company_id, id, customer_id, currency_code),
    CONSTRAINT ar_payments_customer_fkey FOREIGN KEY (company_id, customer_id)
        REFERENCES customers (company_id, id),
    CONSTRAINT ar_payments_currency_fkey FOREIGN KEY (currency_code) REFERENCES currencies (code),
    CONSTRAINT ar_payments_bank_account_fkey FOREIGN KEY (company_id, bank_account_id)
        REFERENCES accounts (company_id, id),
    CONSTRAINT ar_payments_journal_entry_fkey FOREIGN KEY (company_id, journal_entry_id)
        REFERENCES journal_entries (company_id, id),
    CONSTRAINT ar_payments_payment_method_check CHECK (
        payment_method IN ('CASH', 'CHECK', 'WIRE', 'CREDIT_CARD', 'ACH', 'OTHER')
    ),
    CONSTRAINT ar_payments_payment_amount_check CHECK (
        payment_amount > 0 AND payment_amount < 1e15
    ),
    CONSTRAINT ar_payments_applied_amount_check CHECK (
        applied_amount BETWEEN 0 AND payment_amount
    ),
    CONSTRAINT ar_payments_exchange_rate_check CHECK (exchange_rate > 0 AND exchange_rate < 1e10),
    CONSTRAINT ar_payments_base_payment_amount_check CHECK (
        base_payment_amount >= 0 AND base_payment_amount < 1e15
    ),
    CONSTRAINT ar_payments_status_check CHECK (
        status IN ('PENDING', 'CLEARED', 'BOUNCED', 'REVERSED')
    ),
    CONSTRAINT ar_payments_cleared_check CHECK (
        CASE status
            WHEN 'CLEARED' THEN cleared_at IS NOT NULL
            WHEN 'PENDING' THEN cleared_at IS NULL
            ELSE true
        END
    ),
    CONSTRAINT ar_payments_status_amount_check CHECK (
        applied_amount = 0 OR status NOT IN ('BOUNCED', 'REVERSED')
    )
);

CREATE INDEX ar_payments_customer_idx ON ar_payments (company_id, customer_id, payment_date);
CREATE INDEX ar_payments_bank_account_idx
    ON ar_payments (bank_account_id, payment_date) WHERE bank_account_id IS NOT NULL;
CREATE INDEX ar_payments_journal_entry_idx
    ON ar_payments (journal_entry_id) WHERE journal_entry_id IS NOT NULL;

COMMENT ON TABLE ar_payments IS 'Payments received from customers.';
COMMENT ON COLUMN ar_payments.applied_amount IS
    'Live applications without their discounts, kept by the database.';
COMMENT ON COLUMN ar_payments.exchange_rate IS
    'Units of base currency for one unit of the currency of the payment.';
COMMENT ON COLUMN ar_payments.base_payment_amount IS 'payment_amount in base currency.';
COMMENT ON COLUMN ar_payments.last_unapplied_on IS
    'Latest date an application was taken back; none may be dated before. Kept by the database.';
COMMENT ON COLUMN ar_payments.status IS
    'A bounced or reversed payment stays so, and has no live application.';
COMMENT ON COLUMN ar_payments.bank_account_id IS 'Ledger account that the money was received on.';
COMMENT ON COLUMN ar_payments.journal_entry_id IS 'Entry that posts the payment.';

CREATE TABLE ar_payment_applications (
    id                  uuid          NOT NULL DEFAULT gen_random_uuid(),
    company_id          uuid          NOT NULL,
    payment_id          uuid          NOT NULL,
    customer_invoice_id uuid          NOT NULL,
    customer_id         uuid          NOT NULL,
    currency_code       varchar(3)    NOT NULL,
    applied_amount      numeric(19,4) NOT NULL,
    discount_taken      numeric(19,4) NOT NULL DEFAULT 0,
    applied_on          date          NOT NULL,
    unapplied_on        date,
    applied_by          uuid,
    notes               text,
    created_at          timestamptz   NOT NULL DEFAULT now(),
    CONSTRAINT ar_payment_applications_pkey PRIMARY KEY (id),
    CONSTRAINT ar_payment_applications_payment_fkey
        FOREIGN KEY (company_id, payment_id, customer_id, currency_code)
        REFERENCES ar_payments (company_id, id, customer_id, currency_code),
    CONSTRAINT ar_payment_applications_customer_invoice_fkey
        FOREIGN KEY (company_id, customer_invoice_id, customer_id, currency_code)
        REFERENCES customer_invoices (company_id, id, customer_id, currency_code),
    CONSTRAINT ar_payment_applications_applied_amount_check CHECK (
        applied_amount > 0 AND applied_amount < 1e15
    ),
    CONSTRAINT ar_payment_applications_discount_taken_check CHECK (
        discount_taken >= 0 AND discount_taken < 1e15
    ),
    CONSTRAINT ar_payment_applications_unapplied_on_check CHECK (unapplied_on >= applied_on)
);

CREATE INDEX ar_payment_applications_customer_invoice_idx
    ON ar_payment_applications (customer_invoice_id)
    INCLUDE (applied_on, unapplied_on, applied_amount, discount_taken);
CREATE INDEX ar_payment_applications_payment_idx ON ar_payment_applications (payment_id);

COMMENT ON TABLE ar_payment_applications IS
    'Parts of payments applied to invoices of the same customer and currency. Never changed, only '
    'taken back once, by setting unapplied_on.';
COMMENT ON COLUMN ar_payment_applications.discount_taken IS
    'Discount granted for the payment; it settles the invoice without using up the payment.';
COMMENT ON COLUMN ar_payment_applications.applied_on IS
    'First date on which the application counts.';
COMMENT ON COLUMN ar_payment_applications.unapplied_on IS
    'First date on which the application no longer counts; null while it is live.';

CREATE TABLE ar_agings (
    id                uuid          NOT NULL DEFAULT gen_random_uuid(),
    company_id        uuid          NOT NULL,
    customer_id       uuid          NOT NULL,
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
    CONSTRAINT ar_agings_pkey PRIMARY KEY (id),
    CONSTRAINT ar_agings_snapshot_key UNIQUE (company_id, customer_id, currency_code, aging_date),
    CONSTRAINT ar_agings_customer_fkey FOREIGN KEY (company_id, customer_id)
        REFERENCES customers (company_id, id),
    CONSTRAINT ar_agings_currency_fkey FOREIGN KEY (currency_code) REFERENCES currencies (code),
    CONSTRAINT ar_agings_bounds_check CHECK (
        LEAST(current_amount, days_31_60, days_61_90, days_over_90) >= 0
        AND GREATEST(current_amount, days_31_60, days_61_90, days_over_90) < 1e15
    )
);

CREATE INDEX ar_agings_aging_date_idx ON ar_agings (company_id, aging_date);

COMMENT ON TABLE ar_agings IS
    'Snapshots of what customers owed on a date, by days past due. Never changed.';
COMMENT ON COLUMN ar_agings.current_amount IS 'Not due yet, or due for 30 days at most.';
COMMENT ON COLUMN ar_agings.days_31_60 IS 'Due for 31 to 60 days.';
COMMENT ON COLUMN ar_agings.days_61_90 IS 'Due for 61 to 90 days.';
COMMENT ON COLUMN ar_agings.days_over_90 IS 'Due for more than 90 days.';

-- Down migration

DROP TABLE ar_agings;
DROP TABLE ar_payment_applications;
DROP TABLE ar_payments;
DROP TABLE customer_invoices;
