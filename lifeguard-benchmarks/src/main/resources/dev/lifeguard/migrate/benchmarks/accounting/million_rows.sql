-- As many lines, ten an entry, and as many invoices, over 24 months: written without triggers,
-- since it is reading that is measured. accounting_integrity_violations finds nothing wrong in them.
-- Nine of ten invoices were paid, one to three months after they were written.

SET session_replication_role = replica;

CREATE TEMPORARY TABLE c AS
SELECT '00000000-0000-0000-0000-000000000001'::uuid AS company_id,
    current_setting('benchmark.rows')::integer AS rows;

INSERT INTO journal_entries (
    id, company_id, entry_number, entry_date, description, fiscal_period_id, status, posted_at,
    line_count, total_debit, total_credit
)
SELECT md5('e' || n)::uuid, c.company_id, 'E' || n, d.day, 'x', p.id, 'POSTED', now(), 10, 500, 500
FROM c
CROSS JOIN generate_series(1, c.rows / 10) n
CROSS JOIN LATERAL (SELECT date '2024-01-01' + (n::bigint * 731 / (c.rows / 10 + 1))::integer) d (day)
JOIN fiscal_periods p ON d.day BETWEEN p.start_date AND p.end_date;

INSERT INTO journal_entry_lines (
    company_id, journal_entry_id, line_number, account_id, currency_code, exchange_rate,
    debit_amount, credit_amount, base_debit_amount, base_credit_amount
)
SELECT c.company_id, md5('e' || n)::uuid, l,
    ('00000000-0000-0000-0000-' || lpad(to_hex(1 + (n::bigint * 7919 + l * 101) % 1000), 12, '0'))::uuid,
    'USD', 1, l % 2 * 100, (l + 1) % 2 * 100, l % 2 * 100, (l + 1) % 2 * 100
FROM c
CROSS JOIN generate_series(1, c.rows / 10) n
CROSS JOIN generate_series(1, 10) l;

INSERT INTO account_balances (
    company_id, account_id, fiscal_period_id, currency_code,
    debit_balance, credit_balance, base_debit_balance, base_credit_balance
)
SELECT l.company_id, l.account_id, e.fiscal_period_id, l.currency_code,
    sum(l.debit_amount), sum(l.credit_amount),
    sum(l.base_debit_amount), sum(l.base_credit_amount)
FROM journal_entries e
JOIN journal_entry_lines l ON l.journal_entry_id = e.id
GROUP BY l.company_id, l.account_id, e.fiscal_period_id, l.currency_code;

INSERT INTO customers (id, company_id, code, name, currency_code)
SELECT md5('c' || n)::uuid, c.company_id, 'C' || n, 'C' || n, 'USD'
FROM c CROSS JOIN generate_series(0, 999) n;

CREATE TEMPORARY TABLE written AS
SELECT md5('i' || n)::uuid AS id, c.company_id, 'I' || n AS number,
    md5('c' || n % 1000)::uuid AS customer_id, d.day, d.day + 30 AS due,
    CASE WHEN n % 10 > 0 THEN least(d.day + 30 + (n::bigint * 7919 % 61)::integer, '2025-12-31') END
        AS paid
FROM c
CROSS JOIN generate_series(1, c.rows) n
CROSS JOIN LATERAL (SELECT date '2024-01-01' + (n::bigint * 731 / (c.rows + 1))::integer) d (day);

INSERT INTO invoices (
    id, company_id, invoice_number, invoice_type, customer_id, invoice_date, due_date,
    currency_code, currency_minor_units, exchange_rate,
    status, approved_at, paid_at, line_count, subtotal, total_amount, base_total_amount
)
SELECT w.id, w.company_id, w.number, 'CUSTOMER', w.customer_id, w.day, w.due, 'USD', 2, 1,
    CASE WHEN w.paid IS NULL THEN 'APPROVED' ELSE 'PAID' END, now(), w.paid, 1, 100, 100, 100
FROM written w;

INSERT INTO invoice_lines (
    company_id, invoice_id, line_number, description, quantity, unit_price,
    currency_code, currency_minor_units
)
SELECT w.company_id, w.id, 1, 'x', 1, 100, 'USD', 2
FROM written w;

INSERT INTO customer_invoices (
    id, company_id, invoice_id, customer_id, invoice_number, invoice_date, due_date,
    currency_code, exchange_rate, total_amount, paid_amount, settled_on, first_applied_on, status
)
SELECT w.id, w.company_id, w.id, w.customer_id, w.number, w.day, w.due, 'USD', 1, 100,
    CASE WHEN w.paid IS NULL THEN 0 ELSE 100 END, w.paid, w.paid,
    CASE WHEN w.paid IS NULL THEN 'OPEN' ELSE 'PAID' END
FROM written w;

INSERT INTO ar_payments (
    id, company_id, payment_number, payment_date, customer_id, payment_amount, applied_amount,
    currency_code, exchange_rate, base_payment_amount, status, cleared_at, first_used_on, used_up_on
)
SELECT w.id, w.company_id, w.number, w.paid, w.customer_id, 100, 100, 'USD', 1, 100,
    'CLEARED', w.paid, w.paid, w.paid
FROM written w
WHERE w.paid IS NOT NULL;

INSERT INTO ar_payment_applications (
    company_id, payment_id, customer_invoice_id, customer_id, currency_code, applied_amount,
    applied_on
)
SELECT w.company_id, w.id, w.id, w.customer_id, 'USD', 100, w.paid
FROM written w
WHERE w.paid IS NOT NULL;

RESET session_replication_role;
