-- Demo data for the accounting schema: two companies with two years of periods, of which the first
-- is closed, a ledger, and invoices and payments of both kinds. Load it once, in one transaction,
-- into a database with all migrations and no data. The aging is worth a look as of 2024-12-31.

INSERT INTO companies (code, name, base_currency_code) VALUES
    ('ACME', 'Acme Corporation', 'USD'),
    ('NORD', 'Nord Handels GmbH', 'EUR');

INSERT INTO exchange_rates (from_currency_code, to_currency_code, rate_date, rate) VALUES
    ('EUR', 'USD', '2023-01-01', 1.07),
    ('EUR', 'USD', '2024-01-01', 1.10),
    ('EUR', 'USD', '2024-07-01', 1.15),
    ('GBP', 'USD', '2024-01-01', 1.27),
    ('USD', 'EUR', '2024-01-01', 0.91);

INSERT INTO fiscal_periods (company_id, name, start_date, end_date, previous_end_date)
SELECT
    c.id,
    to_char(m, 'YYYY-MM'),
    m::date,
    (m + interval '1 month' - interval '1 day')::date,
    CASE WHEN m > timestamp '2023-01-01' THEN (m - interval '1 day')::date END
FROM companies c
CROSS JOIN generate_series(
    timestamp '2023-01-01', timestamp '2024-12-01', interval '1 month'
) m
ORDER BY c.code, m;

-- Accounts: a root for each type, and two nodes below the assets.

INSERT INTO chart_of_accounts (company_id, code, name, account_type)
SELECT c.id, t.code, t.name, t.account_type
FROM companies c
CROSS JOIN (
    VALUES
        ('1', 'Assets', 'ASSET'),
        ('2', 'Liabilities', 'LIABILITY'),
        ('3', 'Equity', 'EQUITY'),
        ('4', 'Revenue', 'REVENUE'),
        ('5', 'Expenses', 'EXPENSE')
) t (code, name, account_type);

INSERT INTO chart_of_accounts
    (company_id, code, name, account_type, parent_id, parent_level, level)
SELECT p.company_id, t.code, t.name, p.account_type, p.id, p.level, p.level + 1
FROM chart_of_accounts p
CROSS JOIN (VALUES ('1.1', 'Current assets'), ('1.5', 'Fixed assets')) t (code, name)
WHERE p.code = '1';

INSERT INTO accounts (
    company_id, chart_of_account_id, code, name, account_type, normal_balance, is_contra,
    currency_code, control_type, is_system_account, balance_shards
)
SELECT
    c.id, n.id, a.code, a.name, n.account_type,
    CASE
        WHEN (n.account_type IN ('ASSET', 'EXPENSE')) <> a.is_contra THEN 'DEBIT'
        ELSE 'CREDIT'
    END,
    a.is_contra, a.currency_code, a.control_type, a.control_type IS NOT NULL, a.balance_shards
FROM (
    VALUES
        ('ACME', '1.1', '1000', 'Cash', false, NULL, NULL, 1),
        ('ACME', '1.1', '1010', 'Bank USD', false, 'USD', NULL, 16),
        ('ACME', '1.1', '1020', 'Bank EUR', false, 'EUR', NULL, 1),
        ('ACME', '1.1', '1030', 'Savings', false, 'USD', NULL, 1),
        ('ACME', '1.1', '1100', 'Accounts receivable', false, NULL, 'AR', 16),
        ('ACME', '1.1', '1190', 'Allowance for bad debts', true, NULL, NULL, 1),
        ('ACME', '1.1', '1200', 'Inventory', false, NULL, NULL, 1),
        ('ACME', '1.1', '1300', 'Prepaid expenses', false, NULL, NULL, 1),
        ('ACME', '1.5', '1500', 'Equipment', false, NULL, NULL, 1),
        ('ACME', '1.5', '1590', 'Accumulated depreciation', true, NULL, NULL, 1),
        ('ACME', '2', '2000', 'Accounts payable', false, NULL, 'AP', 16),
        ('ACME', '2', '2100', 'Sales tax payable', false, NULL, NULL, 1),
        ('ACME', '2', '2200', 'Wages payable', false, NULL, NULL, 1),
        ('ACME', '2', '2500', 'Bank loan', false, NULL, NULL, 1),
        ('ACME', '3', '3000', 'Share capital', false, NULL, NULL, 1),
        ('ACME', '3', '3100', 'Retained earnings', false, NULL, NULL, 1),
        ('ACME', '4', '4000', 'Product revenue', false, NULL, NULL, 4),
        ('ACME', '4', '4100', 'Service revenue', false, NULL, NULL, 1),
        ('ACME', '4', '4900', 'Discounts granted', true, NULL, NULL, 1),
        ('ACME', '4', '7000', 'Exchange gains', false, NULL, NULL, 1),
        ('ACME', '5', '5000', 'Cost of goods sold', false, NULL, NULL, 1),
        ('ACME', '5', '6000', 'Salaries', false, NULL, NULL, 1),
        ('ACME', '5', '6100', 'Rent', false, NULL, NULL, 1),
        ('ACME', '5', '6200', 'Utilities', false, NULL, NULL, 1),
        ('ACME', '5', '6300', 'Office supplies', false, NULL, NULL, 1),
        ('ACME', '5', '6400', 'Depreciation', false, NULL, NULL, 1),
        ('ACME', '5', '6500', 'Bank charges', false, NULL, NULL, 1),
        ('ACME', '5', '7100', 'Exchange losses', false, NULL, NULL, 1),
        ('NORD', '1.1', '1000', 'Kasse', false, NULL, NULL, 1),
        ('NORD', '1.1', '1010', 'Bank', false, 'EUR', NULL, 1),
        ('NORD', '1.1', '1100', 'Forderungen', false, NULL, 'AR', 1),
        ('NORD', '2', '2000', 'Verbindlichkeiten', false, NULL, 'AP', 1),
        ('NORD', '2', '2100', 'Umsatzsteuer', false, NULL, NULL, 1),
        ('NORD', '3', '3000', 'Stammkapital', false, NULL, NULL, 1),
        ('NORD', '3', '3100', 'Gewinnvortrag', false, NULL, NULL, 1),
        ('NORD', '4', '4000', 'Umsatzerlöse', false, NULL, NULL, 1),
        ('NORD', '4', '7000', 'Kursgewinne', false, NULL, NULL, 1),
        ('NORD', '5', '5000', 'Wareneinsatz', false, NULL, NULL, 1),
        ('NORD', '5', '6000', 'Löhne', false, NULL, NULL, 1),
        ('NORD', '5', '6100', 'Miete', false, NULL, NULL, 1)
) a (company, node, code, name, is_contra, currency_code, control_type, balance_shards)
JOIN companies c ON c.code = a.company
JOIN chart_of_accounts n ON n.company_id = c.id AND n.code = a.node;

-- Entries made by hand: the start of both companies, and every month salaries, rent, depreciation.

INSERT INTO journal_entries (company_id, entry_number, entry_date, description)
SELECT c.id, e.entry_number, e.entry_date, e.description
FROM (
    VALUES
        ('ACME', 'GJ-1', date '2023-01-02', 'Share capital paid in'),
        ('ACME', 'GJ-2', date '2023-01-10', 'Equipment bought'),
        ('ACME', 'GJ-3', date '2024-05-20', 'Office supplies, entered twice by mistake'),
        ('NORD', 'GJ-1', date '2023-01-02', 'Stammkapital')
) e (company, entry_number, entry_date, description)
JOIN companies c ON c.code = e.company
UNION ALL
SELECT
    p.company_id, 'GJ-' || p.name, p.end_date, 'Salaries, rent and depreciation of ' || p.name
FROM fiscal_periods p
JOIN companies c ON c.id = p.company_id
WHERE c.code = 'ACME';

INSERT INTO journal_entry_lines (
    company_id, journal_entry_id, line_number, account_id, currency_code, exchange_rate,
    debit_amount, credit_amount, base_debit_amount, base_credit_amount
)
SELECT
    e.company_id, e.id, l.line_number, a.id, c.base_currency_code, 1,
    l.debit, l.credit, l.debit, l.credit
FROM (
    VALUES
        ('ACME', 'GJ-1', 1, '1010', 250000.00, 0),
        ('ACME', 'GJ-1', 2, '3000', 0, 250000.00),
        ('ACME', 'GJ-2', 1, '1500', 48000.00, 0),
        ('ACME', 'GJ-2', 2, '1010', 0, 48000.00),
        ('ACME', 'GJ-3', 1, '6300', 312.40, 0),
        ('ACME', 'GJ-3', 2, '1000', 0, 312.40),
        ('NORD', 'GJ-1', 1, '1010', 100000.00, 0),
        ('NORD', 'GJ-1', 2, '3000', 0, 100000.00),
        ('ACME', 'GJ-20', 1, '6000', 6200.00, 0),
        ('ACME', 'GJ-20', 2, '6100', 1500.00, 0),
        ('ACME', 'GJ-20', 3, '6400', 500.00, 0),
        ('ACME', 'GJ-20', 4, '1010', 0, 7700.00),
        ('ACME', 'GJ-20', 5, '1590', 0, 500.00)
) l (company, entry_number, line_number, account_code, debit, credit)
JOIN companies c ON c.code = l.company
JOIN journal_entries e
    ON e.company_id = c.id
    AND CASE l.entry_number
        WHEN 'GJ-20' THEN e.entry_number LIKE 'GJ-20%'
        ELSE e.entry_number = l.entry_number
    END
JOIN accounts a ON a.company_id = c.id AND a.code = l.account_code;

-- Parties

INSERT INTO customers (company_id, code, name, currency_code, payment_terms_days)
SELECT c.id, p.code, p.name, p.currency_code, p.terms
FROM (
    VALUES
        ('ACME', 'C-001', 'Blue Harbor Trading', 'USD', 30),
        ('ACME', 'C-002', 'Cedar Street Foods', 'USD', 30),
        ('ACME', 'C-003', 'Dunmore Logistics', 'USD', 14),
        ('ACME', 'C-004', 'Elbe Maschinenbau', 'EUR', 30),
        ('NORD', 'K-001', 'Fjord Fisk AS', 'EUR', 30),
        ('NORD', 'K-002', 'Gerber und Söhne', 'EUR', 14)
) p (company, code, name, currency_code, terms)
JOIN companies c ON c.code = p.company;

INSERT INTO vendors (company_id, code, name, currency_code, payment_terms_days)
SELECT c.id, p.code, p.name, p.currency_code, p.terms
FROM (
    VALUES
        ('ACME', 'V-001', 'Harper Office Supply', 'USD', 30),
        ('ACME', 'V-002', 'Iron Gate Wholesale', 'USD', 45),
        ('ACME', 'V-003', 'Juniper Power', 'USD', 14),
        ('NORD', 'L-001', 'Kontor Bedarf', 'EUR', 30)
) p (company, code, name, currency_code, terms)
JOIN companies c ON c.code = p.company;

-- Invoices: on 2024-12-31 those with numbers from 2024-11 to 2024-17 are due for 30, 31, 60, 61, 90
-- and 91 days, and the last is not due yet.

INSERT INTO invoices (
    company_id, invoice_number, invoice_type, customer_id, vendor_id, invoice_date, due_date,
    currency_code, currency_minor_units, exchange_rate, payment_terms
)
SELECT
    c.id, i.invoice_number, i.invoice_type, cu.id, v.id, i.invoice_date, i.due_date,
    i.currency_code, m.minor_units,
    CASE
        WHEN i.currency_code = c.base_currency_code THEN 1
        ELSE get_exchange_rate(i.currency_code, c.base_currency_code, i.invoice_date)
    END,
    'Net ' || (i.due_date - i.invoice_date) || ' days'
FROM (
    VALUES
        ('ACME', '2023-01', 'CUSTOMER', 'C-001', date '2023-06-01', date '2023-07-01', 'USD'),
        ('ACME', '2024-01', 'CUSTOMER', 'C-001', '2024-02-01', '2024-03-02', 'USD'),
        ('ACME', '2024-02', 'CUSTOMER', 'C-004', '2024-06-03', '2024-07-03', 'EUR'),
        ('ACME', '2024-03', 'CUSTOMER', 'C-002', '2024-08-01', '2024-08-31', 'USD'),
        ('ACME', '2024-04', 'CUSTOMER', 'C-003', '2024-09-02', '2024-09-16', 'USD'),
        ('ACME', '2024-05', 'CUSTOMER', 'C-003', '2024-12-20', '2025-01-03', 'USD'),
        ('ACME', '2024-11', 'CUSTOMER', 'C-002', '2024-08-15', date '2024-12-31' - 30, 'USD'),
        ('ACME', '2024-12', 'CUSTOMER', 'C-002', '2024-08-15', date '2024-12-31' - 31, 'USD'),
        ('ACME', '2024-13', 'CUSTOMER', 'C-002', '2024-08-15', date '2024-12-31' - 60, 'USD'),
        ('ACME', '2024-14', 'CUSTOMER', 'C-002', '2024-08-15', date '2024-12-31' - 61, 'USD'),
        ('ACME', '2024-15', 'CUSTOMER', 'C-002', '2024-08-15', date '2024-12-31' - 90, 'USD'),
        ('ACME', '2024-16', 'CUSTOMER', 'C-002', '2024-08-15', date '2024-12-31' - 91, 'USD'),
        ('ACME', '2024-17', 'CUSTOMER', 'C-002', '2024-12-16', date '2024-12-31' + 15, 'USD'),
        ('ACME', 'H-4711', 'VENDOR', 'V-001', '2024-05-06', '2024-06-05', 'USD'),
        ('ACME', 'IG-88', 'VENDOR', 'V-002', '2024-09-10', '2024-10-25', 'USD'),
        ('ACME', 'JP-1203', 'VENDOR', 'V-003', '2024-11-30', '2024-12-14', 'USD'),
        ('NORD', 'R-1', 'CUSTOMER', 'K-001', '2024-10-01', '2024-10-31', 'EUR'),
        ('NORD', 'R-2', 'CUSTOMER', 'K-002', '2024-12-02', '2024-12-16', 'EUR'),
        ('NORD', 'KB-17', 'VENDOR', 'L-001', '2024-11-04', '2024-12-04', 'EUR')
) i (company, invoice_number, invoice_type, party, invoice_date, due_date, currency_code)
JOIN companies c ON c.code = i.company
JOIN currencies m ON m.code = i.currency_code
LEFT JOIN customers cu
    ON cu.company_id = c.id AND cu.code = i.party AND i.invoice_type = 'CUSTOMER'
LEFT JOIN vendors v ON v.company_id = c.id AND v.code = i.party AND i.invoice_type = 'VENDOR';

INSERT INTO invoice_lines (
    company_id, invoice_id, line_number, item_type, description, quantity, unit_price,
    discount_percent, discount_amount, tax_rate, tax_amount,
    currency_code, currency_minor_units, account_id
)
SELECT
    i.company_id, i.id, l.line_number, l.item_type, l.description, l.quantity, l.unit_price,
    l.discount_percent, l.discount_amount, l.tax_rate, l.tax_amount,
    i.currency_code, i.currency_minor_units, a.id
FROM (
    VALUES
        ('2023-01', 1, 'PRODUCT', 'Pump, small', 2, 400.00, 0, 0, 8, 64.00, '4000'),
        ('2024-01', 1, 'PRODUCT', 'Pump, small', 3, 400.00, 0, 0, 8, 96.00, '4000'),
        ('2024-01', 2, 'PRODUCT', 'Valve', 12, 19.99, 10, 23.99, 8, 17.27, '4000'),
        ('2024-02', 1, 'SERVICE', 'Installation', 10, 100.00, 0, 0, 0, 0, '4000'),
        ('2024-03', 1, 'PRODUCT', 'Pump, large', 1, 1000.00, 0, 0, 0, 0, '4000'),
        ('2024-04', 1, 'SERVICE', 'Maintenance', 4, 125.00, 0, 0, 0, 0, '4100'),
        ('2024-05', 1, 'SERVICE', 'Maintenance', 2, 125.00, 0, 0, 0, 0, '4100'),
        ('H-4711', 1, 'EXPENSE', 'Desks', 4, 210.00, 0, 0, 0, 0, '6300'),
        ('IG-88', 1, 'PRODUCT', 'Pumps for stock', 20, 180.00, 0, 0, 0, 0, '1200'),
        ('JP-1203', 1, 'EXPENSE', 'Electricity', 1, 431.75, 0, 0, 0, 0, '6200'),
        ('R-1', 1, 'PRODUCT', 'Netze', 5, 300.00, 0, 0, 19, 285.00, '4000'),
        ('R-2', 1, 'PRODUCT', 'Seile', 8, 45.50, 0, 0, 19, 69.16, '4000'),
        ('KB-17', 1, 'EXPENSE', 'Regale', 2, 640.00, 0, 0, 0, 0, '5000')
) l (
    invoice_number, line_number, item_type, description, quantity, unit_price,
    discount_percent, discount_amount, tax_rate, tax_amount, account_code
)
JOIN invoices i ON i.invoice_number = l.invoice_number
JOIN accounts a ON a.company_id = i.company_id AND a.code = l.account_code
UNION ALL
SELECT
    i.company_id, i.id, 1, 'PRODUCT', 'Spare parts', 1, 100.00, 0, 0, 0, 0,
    i.currency_code, i.currency_minor_units, a.id
FROM invoices i
JOIN accounts a ON a.company_id = i.company_id AND a.code = '4000'
WHERE i.invoice_number BETWEEN '2024-11' AND '2024-17';

UPDATE invoices SET status = 'APPROVED';
UPDATE invoices SET status = 'SENT' WHERE invoice_type = 'CUSTOMER';

INSERT INTO customer_invoices (
    company_id, invoice_id, customer_id, invoice_number, invoice_date, due_date,
    currency_code, exchange_rate, total_amount
)
SELECT
    i.company_id, i.id, i.customer_id, i.invoice_number, i.invoice_date, i.due_date,
    i.currency_code, i.exchange_rate, i.total_amount
FROM invoices i
WHERE i.invoice_type = 'CUSTOMER';

INSERT INTO vendor_invoices (
    company_id, invoice_id, vendor_id, invoice_number, vendor_invoice_number,
    invoice_date, due_date, currency_code, exchange_rate, total_amount
)
SELECT
    i.company_id, i.id, i.vendor_id, i.invoice_number, i.invoice_number,
    i.invoice_date, i.due_date, i.currency_code, i.exchange_rate, i.total_amount
FROM invoices i
WHERE i.invoice_type = 'VENDOR';

-- A credit note takes 100 from an invoice. It is used as a payment is, further below.

INSERT INTO invoices (
    company_id, invoice_number, invoice_type, customer_id, document_type, corrects_invoice_id,
    invoice_date, due_date, currency_code, currency_minor_units, exchange_rate
)
SELECT
    i.company_id, 'G-1', i.invoice_type, i.customer_id, 'CREDIT_NOTE', i.id,
    '2024-10-01', '2024-10-01', i.currency_code, i.currency_minor_units, i.exchange_rate
FROM invoices i
WHERE i.invoice_number = '2024-04';

INSERT INTO invoice_lines (
    company_id, invoice_id, line_number, item_type, description, quantity, unit_price,
    currency_code, currency_minor_units, account_id
)
SELECT
    i.company_id, i.id, 1, 'SERVICE', 'Maintenance that was not done', 1, 100.00,
    i.currency_code, i.currency_minor_units, a.id
FROM invoices i
JOIN accounts a ON a.company_id = i.company_id AND a.code = '4100'
WHERE i.invoice_number = 'G-1';

UPDATE invoices SET status = 'APPROVED' WHERE invoice_number = 'G-1';

INSERT INTO ar_payments (company_id, credit_note_id)
SELECT i.company_id, i.id FROM invoices i WHERE i.document_type = 'CREDIT_NOTE';

-- Each invoice is posted: the control account against the accounts of the lines and the tax.

INSERT INTO journal_entries
    (company_id, entry_number, entry_date, description, source_type, source_id)
SELECT
    i.company_id, left(i.invoice_type, 1) || 'I-' || i.invoice_number, i.invoice_date,
    'Invoice ' || i.invoice_number, 'INVOICE', i.id
FROM invoices i;

INSERT INTO journal_entry_lines (
    company_id, journal_entry_id, line_number, account_id, currency_code, exchange_rate,
    debit_amount, credit_amount, base_debit_amount, base_credit_amount
)
SELECT
    e.company_id, e.id, row_number() OVER (PARTITION BY e.id ORDER BY l.line_number), l.account_id,
    i.currency_code, i.exchange_rate,
    CASE WHEN l.is_debit THEN l.amount ELSE 0 END,
    CASE WHEN l.is_debit THEN 0 ELSE l.amount END,
    CASE WHEN l.is_debit THEN round(l.amount * i.exchange_rate, 2) ELSE 0 END,
    CASE WHEN l.is_debit THEN 0 ELSE round(l.amount * i.exchange_rate, 2) END
FROM invoices i
JOIN journal_entries e ON e.source_type = 'INVOICE' AND e.source_id = i.id
CROSS JOIN LATERAL (
    SELECT 0, a.id, i.total_amount, (i.invoice_type = 'CUSTOMER') = (i.document_type = 'INVOICE')
    FROM accounts a
    WHERE a.company_id = i.company_id
        AND a.control_type = CASE i.invoice_type WHEN 'CUSTOMER' THEN 'AR' ELSE 'AP' END
    UNION ALL
    SELECT
        n.line_number, n.account_id, n.net_amount,
        (i.invoice_type = 'VENDOR') = (i.document_type = 'INVOICE')
    FROM invoice_lines n
    WHERE n.invoice_id = i.id
    UNION ALL
    SELECT 1000000, a.id, i.tax_amount, (i.invoice_type = 'VENDOR') = (i.document_type = 'INVOICE')
    FROM accounts a
    WHERE a.company_id = i.company_id AND a.code = '2100' AND i.tax_amount > 0
) l (line_number, account_id, amount, is_debit);

-- Payments: in full, in part, with a discount, at another rate than the invoice, bounced.

INSERT INTO ar_payments (
    company_id, payment_number, payment_date, customer_id, payment_method, payment_amount,
    currency_code, exchange_rate, base_payment_amount, status, cleared_at, bank_account_id
)
SELECT
    c.id, p.payment_number, p.payment_date, cu.id, p.payment_method, p.amount,
    p.currency_code, p.rate, round(p.amount * p.rate, 2), p.status,
    CASE p.status WHEN 'CLEARED' THEN p.payment_date + time '12:00' END,
    a.id
FROM (
    VALUES
        ('ACME', 'P-1', date '2023-06-28', 'C-001', 'WIRE', 864.00, 'USD', 1.0, 'CLEARED', '1010'),
        ('ACME', 'P-2', '2024-02-27', 'C-001', 'WIRE', 1529.16, 'USD', 1, 'CLEARED', '1010'),
        ('ACME', 'P-3', '2024-07-03', 'C-004', 'WIRE', 1000.00, 'EUR', 1.15, 'CLEARED', '1020'),
        ('ACME', 'P-4', '2024-08-10', 'C-002', 'CHECK', 980.00, 'USD', 1, 'CLEARED', '1010'),
        ('ACME', 'P-5', '2024-09-20', 'C-003', 'CHECK', 500.00, 'USD', 1, 'PENDING', '1010'),
        ('ACME', 'P-6', '2024-12-28', 'C-003', 'ACH', 300.00, 'USD', 1, 'CLEARED', '1010'),
        ('NORD', 'Z-1', '2024-11-15', 'K-001', 'WIRE', 1000.00, 'EUR', 1, 'CLEARED', '1010')
) p (
    company, payment_number, payment_date, party, payment_method, amount, currency_code, rate,
    status, account_code
)
JOIN companies c ON c.code = p.company
JOIN customers cu ON cu.company_id = c.id AND cu.code = p.party
JOIN accounts a ON a.company_id = c.id AND a.code = p.account_code;

INSERT INTO ap_payments (
    company_id, payment_number, payment_date, vendor_id, payment_method, payment_amount,
    currency_code, exchange_rate, base_payment_amount, status, bank_account_id
)
SELECT
    c.id, p.payment_number, p.payment_date, v.id, 'WIRE', p.amount,
    c.base_currency_code, 1, p.amount, p.status, a.id
FROM (
    VALUES
        ('ACME', 'O-1', date '2024-06-03', 'V-001', 840.00, 'CLEARED'),
        ('ACME', 'O-2', '2024-10-25', 'V-002', 2000.00, 'CLEARED'),
        ('NORD', 'A-1', '2024-12-04', 'L-001', 1280.00, 'PENDING')
) p (company, payment_number, payment_date, party, amount, status)
JOIN companies c ON c.code = p.company
JOIN vendors v ON v.company_id = c.id AND v.code = p.party
JOIN accounts a ON a.company_id = c.id AND a.code = '1010';

INSERT INTO ar_payment_applications (
    company_id, payment_id, customer_invoice_id, customer_id, currency_code,
    applied_amount, discount_taken, applied_on
)
SELECT
    p.company_id, p.id, i.id, p.customer_id, p.currency_code,
    x.amount, x.discount, p.payment_date
FROM (
    VALUES
        ('P-1', '2023-01', 864.00, 0.00),
        ('P-2', '2024-01', 1529.16, 0),
        ('P-3', '2024-02', 1000.00, 0),
        ('P-4', '2024-03', 980.00, 20.00),
        ('P-5', '2024-04', 500.00, 0),
        ('P-6', '2024-05', 250.00, 0),
        ('Z-1', 'R-1', 1000.00, 0)
) x (payment_number, invoice_number, amount, discount)
JOIN ar_payments p ON p.payment_number = x.payment_number
JOIN customer_invoices i
    ON i.company_id = p.company_id AND i.invoice_number = x.invoice_number;

INSERT INTO ap_payment_applications (
    company_id, payment_id, vendor_invoice_id, vendor_id, currency_code, applied_amount, applied_on
)
SELECT p.company_id, p.id, i.id, p.vendor_id, p.currency_code, x.amount, p.payment_date
FROM (
    VALUES ('O-1', 'H-4711', 840.00), ('O-2', 'IG-88', 2000.00), ('A-1', 'KB-17', 1280.00)
) x (payment_number, invoice_number, amount)
JOIN ap_payments p ON p.payment_number = x.payment_number
JOIN vendor_invoices i
    ON i.company_id = p.company_id AND i.invoice_number = x.invoice_number;

UPDATE invoices i SET status = 'PAID'
FROM customer_invoices c
WHERE c.invoice_id = i.id AND c.status = 'PAID' AND c.invoice_number <> '2024-04';

-- Payments are posted: the bank against the control account. The euro invoice was received at 1.10
-- and paid at 1.15, so the bank takes in more than the receivable had in base currency; a line with
-- a base amount only takes up the gain.

INSERT INTO journal_entries
    (company_id, entry_number, entry_date, description, source_type, source_id)
SELECT
    p.company_id, 'CP-' || p.payment_number, p.payment_date,
    'Payment ' || p.payment_number, 'AR_PAYMENT', p.id
FROM ar_payments p
WHERE p.credit_note_id IS NULL
UNION ALL
SELECT
    p.company_id, 'VP-' || p.payment_number, p.payment_date,
    'Payment ' || p.payment_number, 'AP_PAYMENT', p.id
FROM ap_payments p;

INSERT INTO journal_entry_lines (
    company_id, journal_entry_id, line_number, account_id, currency_code, exchange_rate,
    debit_amount, credit_amount, base_debit_amount, base_credit_amount
)
SELECT
    e.company_id, e.id, l.line_number, a.id, l.currency_code, l.rate,
    l.debit, l.credit,
    CASE WHEN l.base IS NULL THEN round(l.debit * l.rate, 2) ELSE 0 END,
    coalesce(l.base, round(l.credit * l.rate, 2))
FROM (
    VALUES
        ('CP-P-1', 1, '1010', 'USD', 1.0, 864.00, 0.00, NULL::numeric),
        ('CP-P-1', 2, '1100', 'USD', 1, 0, 864.00, NULL),
        ('CP-P-2', 1, '1010', 'USD', 1, 1529.16, 0, NULL),
        ('CP-P-2', 2, '1100', 'USD', 1, 0, 1529.16, NULL),
        ('CP-P-3', 1, '1020', 'EUR', 1.15, 1000.00, 0, NULL),
        ('CP-P-3', 2, '1100', 'EUR', 1.10, 0, 1000.00, NULL),
        ('CP-P-3', 3, '7000', 'EUR', 1, 0, 0, 50.00),
        ('CP-P-4', 1, '1010', 'USD', 1, 980.00, 0, NULL),
        ('CP-P-4', 2, '4900', 'USD', 1, 20.00, 0, NULL),
        ('CP-P-4', 3, '1100', 'USD', 1, 0, 1000.00, NULL),
        ('CP-P-5', 1, '1010', 'USD', 1, 500.00, 0, NULL),
        ('CP-P-5', 2, '1100', 'USD', 1, 0, 500.00, NULL),
        ('CP-P-6', 1, '1010', 'USD', 1, 300.00, 0, NULL),
        ('CP-P-6', 2, '1100', 'USD', 1, 0, 300.00, NULL),
        ('CP-Z-1', 1, '1010', 'EUR', 1, 1000.00, 0, NULL),
        ('CP-Z-1', 2, '1100', 'EUR', 1, 0, 1000.00, NULL),
        ('VP-O-1', 1, '2000', 'USD', 1, 840.00, 0, NULL),
        ('VP-O-1', 2, '1010', 'USD', 1, 0, 840.00, NULL),
        ('VP-O-2', 1, '2000', 'USD', 1, 2000.00, 0, NULL),
        ('VP-O-2', 2, '1010', 'USD', 1, 0, 2000.00, NULL),
        ('VP-A-1', 1, '2000', 'EUR', 1, 1280.00, 0, NULL),
        ('VP-A-1', 2, '1010', 'EUR', 1, 0, 1280.00, NULL)
) l (entry_number, line_number, account_code, currency_code, rate, debit, credit, base)
JOIN journal_entries e ON e.entry_number = l.entry_number
JOIN accounts a ON a.company_id = e.company_id AND a.code = l.account_code;

UPDATE journal_entries SET status = 'POSTED';

-- A document names the posted entry that has it as its source.

UPDATE invoices i SET journal_entry_id = e.id
FROM journal_entries e
WHERE e.source_type = 'INVOICE' AND e.source_id = i.id;

UPDATE ar_payments p SET journal_entry_id = e.id
FROM journal_entries e
WHERE e.source_type = 'AR_PAYMENT' AND e.source_id = p.id;

UPDATE ap_payments p SET journal_entry_id = e.id
FROM journal_entries e
WHERE e.source_type = 'AP_PAYMENT' AND e.source_id = p.id;

-- Corrections: supplies that were entered twice, and a check that bounced.

SELECT reverse_journal_entry(e.id, 'GJ-4', '2024-05-21', NULL)
FROM journal_entries e
WHERE e.entry_number = 'GJ-3';

UPDATE ar_payment_applications a SET unapplied_on = '2024-09-27'
FROM ar_payments p
WHERE p.id = a.payment_id AND p.payment_number = 'P-5';
UPDATE ar_payments SET status = 'BOUNCED' WHERE payment_number = 'P-5';
SELECT reverse_journal_entry(p.journal_entry_id, 'CP-P-5-R', '2024-09-27', NULL)
FROM ar_payments p
WHERE p.payment_number = 'P-5';

-- What is owed after that is less by the credit note. Of what a customer paid too much, a part is
-- paid back.

INSERT INTO ar_payment_applications (
    company_id, payment_id, customer_invoice_id, customer_id, currency_code,
    applied_amount, applied_on
)
SELECT p.company_id, p.id, i.id, p.customer_id, p.currency_code, p.payment_amount, p.payment_date
FROM ar_payments p
JOIN customer_invoices i ON i.company_id = p.company_id AND i.invoice_number = '2024-04'
WHERE p.payment_number = 'G-1';

INSERT INTO ar_refunds (
    company_id, refund_number, refund_date, payment_id, payment_method, refund_amount,
    exchange_rate, bank_account_id
)
SELECT p.company_id, 'E-1', '2024-12-30', p.id, 'ACH', 30.00, 1, p.bank_account_id
FROM ar_payments p
WHERE p.payment_number = 'P-6';

INSERT INTO journal_entries
    (company_id, entry_number, entry_date, description, source_type, source_id)
SELECT
    r.company_id, 'CR-' || r.refund_number, r.refund_date,
    'Refund ' || r.refund_number, 'AR_REFUND', r.id
FROM ar_refunds r;

INSERT INTO journal_entry_lines (
    company_id, journal_entry_id, line_number, account_id, currency_code, exchange_rate,
    debit_amount, credit_amount, base_debit_amount, base_credit_amount
)
SELECT
    e.company_id, e.id, l.line_number, a.id, 'USD', 1, l.debit, l.credit, l.debit, l.credit
FROM (VALUES (1, '1100', 30.00, 0.00), (2, '1010', 0, 30.00))
    l (line_number, account_code, debit, credit)
JOIN journal_entries e ON e.source_type = 'AR_REFUND'
JOIN accounts a ON a.company_id = e.company_id AND a.code = l.account_code;

UPDATE journal_entries SET status = 'POSTED' WHERE source_type = 'AR_REFUND';

UPDATE ar_refunds r SET journal_entry_id = e.id
FROM journal_entries e
WHERE e.source_type = 'AR_REFUND' AND e.source_id = r.id;

-- The first year is closed, and the aging at its end and at the end of the second year kept.

UPDATE fiscal_periods SET status = 'CLOSED' WHERE end_date <= '2023-12-31';

SELECT
    c.code,
    d.as_of,
    take_ar_aging_snapshot(c.id, d.as_of) AS receivables,
    take_ap_aging_snapshot(c.id, d.as_of) AS payables
FROM companies c
CROSS JOIN (VALUES (date '2023-12-31'), ('2024-12-31')) d (as_of)
ORDER BY c.code, d.as_of;
