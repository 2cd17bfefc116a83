-- Customers, vendors, and their invoices with lines.

-- Up migration

CREATE TABLE customers (
    id                 uuid         NOT NULL DEFAULT gen_random_uuid(),
    company_id         uuid         NOT NULL,
    code               varchar(50)  NOT NULL,
    name               varchar(255) NOT NULL,
    currency_code      varchar(3)   NOT NULL,
    payment_terms_days smallint     NOT NULL DEFAULT 30,
    is_active          boolean      NOT NULL DEFAULT true,
    created_at         timestamptz  NOT NULL DEFAULT now(),
    created_by         uuid,
    updated_at         timestamptz  NOT NULL DEFAULT now(),
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
    id                 uuid         NOT NULL DEFAULT gen_random_uuid(),
    company_id         uuid         NOT NULL,
    code               varchar(50)  NOT NULL,
    name               varchar(255) NOT NULL,
    currency_code      varchar(3)   NOT NULL,
    payment_terms_days smallint     NOT NULL DEFAULT 30,
    is_active          boolean      NOT NULL DEFAULT true,
    created_at         timestamptz  NOT NULL DEFAULT now(),
    created_by         uuid,
    updated_at         timestamptz  NOT NULL DEFAULT now(),
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
    id                   uuid           NOT NULL DEFAULT gen_random_uuid(),
    company_id           uuid           NOT NULL,
    invoice_number       varchar(50)    NOT NULL,
    invoice_type         varchar(10)    NOT NULL,
    customer_id          uuid,
    vendor_id            uuid,
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
    created_at           timestamptz    NOT NULL DEFAULT now(),
    created_by           uuid,
    updated_at           timestamptz    NOT NULL DEFAULT now(),
    updated_by           uuid,
    CONSTRAINT invoices_pkey PRIMARY KEY (id),
    CONSTRAINT invoices_company_id_key UNIQUE (company_id, id),
    CONSTRAINT invoices_currency_key UNIQUE (company_id, id, currency_code, currency_minor_units),
    CONSTRAINT invoices_receivable_key
        UNIQUE (company_id, id, invoice_type, customer_id, currency_code, total_amount),
    CONSTRAINT invoices_payable_key
        UNIQUE (company_id, id, invoice_type, vendor_id, currency_code, total_amount),
    CONSTRAINT invoices_customer_fkey FOREIGN KEY (company_id, customer_id)
        REFERENCES customers (company_id, id),
    CONSTRAINT invoices_vendor_fkey FOREIGN KEY (company_id, vendor_id)
        REFERENCES vendors (company_id, id),
    CONSTRAINT invoices_currency_fkey FOREIGN KEY (currency_code, currency_minor_units)
        REFERENCES currencies (code, minor_units),
    CONSTRAINT invoices_journal_entry_fkey FOREIGN KEY (company_id, journal_entry_id)
        REFERENCES journal_entries (company_id, id),
    CONSTRAINT invoices_invoice_type_check CHECK (invoice_type IN ('CUSTOMER', 'VENDOR')),
    CONSTRAINT invoices_party_check CHECK (
        (invoice_type = 'CUSTOMER') = (customer_id IS NOT NULL)
        AND (invoice_type = 'VENDOR') = (vendor_id IS NOT NULL)
    ),
    CONSTRAINT invoices_dates_check CHECK (
        due_date >= invoice_date AND isfinite(invoice_date) AND isfinite(due_date)
    ),
    CONSTRAINT invoices_status_check CHECK (
        status IN ('DRAFT', 'PENDING_APPROVAL', 'APPROVED', 'SENT', 'PAID', 'CANCELLED')
    ),
    CONSTRAINT invoices_status_times_check CHECK (
        (approved_at IS NOT NULL OR status IN ('DRAFT', 'PENDING_APPROVAL', 'CANCELLED'))
        AND (sent_at IS NOT NULL OR status <> 'SENT')
        AND (paid_at IS NOT NULL) = (status = 'PAID')
    ),
    CONSTRAINT invoices_exchange_rate_check CHECK (exchange_rate > 0 AND exchange_rate < 1e10),
    CONSTRAINT invoices_line_count_check CHECK (
        line_count >= 0 AND (line_count > 0 OR status IN ('DRAFT', 'CANCELLED'))
    ),
    CONSTRAINT invoices_total_check CHECK (total_amount = subtotal - discount_amount + tax_amount),
    CONSTRAINT invoices_bounds_check CHECK (
        LEAST(subtotal, discount_amount, tax_amount, total_amount, base_total_amount) >= 0
        AND GREATEST(subtotal, discount_amount, tax_amount, total_amount, base_total_amount) < 1e15
    ),
    CONSTRAINT invoices_minor_units_check CHECK (
        subtotal = round(subtotal, currency_minor_units)
        AND discount_amount = round(discount_amount, currency_minor_units)
        AND tax_amount = round(tax_amount, currency_minor_units)
    )
);

CREATE UNIQUE INDEX invoices_customer_invoice_number_key
    ON invoices (company_id, invoice_number) WHERE invoice_type = 'CUSTOMER';
CREATE UNIQUE INDEX invoices_vendor_invoice_number_key
    ON invoices (company_id, vendor_id, invoice_number) WHERE invoice_type = 'VENDOR';
CREATE INDEX invoices_customer_idx
    ON invoices (company_id, customer_id, invoice_date) WHERE customer_id IS NOT NULL;
CREATE INDEX invoices_vendor_idx
    ON invoices (company_id, vendor_id, invoice_date) WHERE vendor_id IS NOT NULL;
CREATE INDEX invoices_unpaid_idx
    ON invoices (company_id, due_date) WHERE status IN ('APPROVED', 'SENT');
CREATE INDEX invoices_journal_entry_idx
    ON invoices (journal_entry_id) WHERE journal_entry_id IS NOT NULL;

COMMENT ON TABLE invoices IS
    'Invoices to customers and from vendors. Once out of DRAFT, only notes and progress change.';
COMMENT ON COLUMN invoices.invoice_number IS
    'Unique among the customer invoices of a company, or among the invoices from one vendor.';
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
COMMENT ON COLUMN invoices.payment_terms IS 'Wording of the terms as printed on the invoice.';
COMMENT ON COLUMN invoices.notes IS 'Notes that the other party sees.';
COMMENT ON COLUMN invoices.internal_notes IS 'Notes that the other party does not see.';
COMMENT ON COLUMN invoices.journal_entry_id IS 'Entry that posts the invoice.';
COMMENT ON CONSTRAINT invoices_receivable_key ON invoices IS
    'Target of receivables, whose amount, customer and currency thereby stay those of the invoice.';
COMMENT ON CONSTRAINT invoices_payable_key ON invoices IS
    'Target of payables, whose amount, vendor and currency thereby stay those of the invoice.';

CREATE TABLE invoice_lines (
    id                   uuid          NOT NULL DEFAULT gen_random_uuid(),
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
        round(quantity * unit_price, currency_minor_units) - discount_amount
    ) STORED,
    line_total           numeric(19,4) GENERATED ALWAYS AS (
        round(quantity * unit_price, currency_minor_units) - discount_amount + tax_amount
    ) STORED,
    currency_code        varchar(3)    NOT NULL,
    currency_minor_units smallint      NOT NULL,
    account_id           uuid,
    metadata             jsonb,
    created_at           timestamptz   NOT NULL DEFAULT now(),
    created_by           uuid,
    updated_at           timestamptz   NOT NULL DEFAULT now(),
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
        item_type IN ('PRODUCT', 'SERVICE', 'EXPENSE', 'OTHER')
    ),
    CONSTRAINT invoice_lines_quantity_check CHECK (quantity > 0 AND quantity < 1e15),
    CONSTRAINT invoice_lines_unit_price_check CHECK (unit_price >= 0 AND unit_price < 1e15),
    CONSTRAINT invoice_lines_discount_percent_check CHECK (discount_percent BETWEEN 0 AND 100),
    CONSTRAINT invoice_lines_discount_amount_check CHECK (
        discount_amount BETWEEN 0 AND round(quantity * unit_price, currency_minor_units)
    ),
    CONSTRAINT invoice_lines_tax_rate_check CHECK (tax_rate BETWEEN 0 AND 100),
    CONSTRAINT invoice_lines_tax_amount_check CHECK (tax_amount >= 0 AND tax_amount < 1e15),
    CONSTRAINT invoice_lines_minor_units_check CHECK (
        discount_amount = round(discount_amount, currency_minor_units)
        AND tax_amount = round(tax_amount, currency_minor_units)
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

-- Down migration

DROP TABLE invoice_lines;
DROP TABLE invoices;
DROP TABLE vendors;
DROP TABLE customers;
