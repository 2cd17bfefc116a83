-- A company with 24 months and 1,000 accounts, whose ids are their numbers.

INSERT INTO companies (id, code, name, base_currency_code)
VALUES ('00000000-0000-0000-0000-000000000001', 'ACME', 'Acme', 'USD');

INSERT INTO fiscal_periods (id, company_id, name, start_date, end_date, previous_end_date)
SELECT
    ('00000000-0000-0000-0000-' || lpad((100 + row_number() OVER (ORDER BY m))::text, 12, '0'))::uuid,
    '00000000-0000-0000-0000-000000000001',
    to_char(m, 'YYYY-MM'),
    m::date,
    (m + interval '1 month' - interval '1 day')::date,
    CASE WHEN m > timestamp '2024-01-01' THEN (m - interval '1 day')::date END
FROM generate_series(timestamp '2024-01-01', timestamp '2025-12-01', interval '1 month') m
ORDER BY m;

INSERT INTO chart_of_accounts (id, company_id, code, name, account_type)
VALUES (
    '00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000001',
    '1', 'Assets', 'ASSET'
);

INSERT INTO accounts (
    id, company_id, chart_of_account_id, code, name, account_type, normal_balance
)
SELECT
    ('00000000-0000-0000-0000-' || lpad(to_hex(n), 12, '0'))::uuid,
    '00000000-0000-0000-0000-000000000001',
    '00000000-0000-0000-0000-000000000001',
    n::text, n::text, 'ASSET', 'DEBIT'
FROM generate_series(1, 1000) n;
