-- Two companies with the periods of 2024 and a few accounts. An id is the MD5 hash of names, so
-- that tests know it too.

INSERT INTO companies (id, code, name, base_currency_code) VALUES
    (md5('ACME')::uuid, 'ACME', 'Acme', 'USD'),
    (md5('NORD')::uuid, 'NORD', 'Nord', 'EUR');

INSERT INTO fiscal_periods (id, company_id, name, start_date, end_date, previous_end_date)
SELECT
    md5(c.code || to_char(m, 'YYYY-MM'))::uuid,
    c.id,
    to_char(m, 'YYYY-MM'),
    m::date,
    (m + interval '1 month' - interval '1 day')::date,
    CASE WHEN m > timestamp '2024-01-01' THEN (m - interval '1 day')::date END
FROM companies c
CROSS JOIN generate_series(
    timestamp '2024-01-01', timestamp '2024-12-01', interval '1 month'
) m
ORDER BY c.code, m;

INSERT INTO chart_of_accounts (id, company_id, code, name, account_type)
SELECT md5(c.code || t)::uuid, c.id, t, t, t
FROM companies c
CROSS JOIN unnest(ARRAY['ASSET', 'LIABILITY', 'EQUITY', 'REVENUE', 'EXPENSE']) t;

INSERT INTO accounts (
    id, company_id, chart_of_account_id, code, name, account_type, normal_balance, currency_code
)
SELECT
    md5(a.company || a.code)::uuid,
    md5(a.company)::uuid,
    md5(a.company || a.account_type)::uuid,
    a.code,
    a.name,
    a.account_type,
    CASE WHEN a.account_type IN ('ASSET', 'EXPENSE') THEN 'DEBIT' ELSE 'CREDIT' END,
    a.currency_code
FROM (
    VALUES
        ('ACME', '1000', 'Cash', 'ASSET', NULL),
        ('ACME', '1010', 'Bank EUR', 'ASSET', 'EUR'),
        ('ACME', '1100', 'AR', 'ASSET', NULL),
        ('ACME', '2000', 'AP', 'LIABILITY', NULL),
        ('ACME', '4000', 'Revenue', 'REVENUE', NULL),
        ('ACME', '5000', 'Expense', 'EXPENSE', NULL),
        ('ACME', '7000', 'FX gain', 'REVENUE', NULL),
        ('NORD', '1000', 'Cash', 'ASSET', NULL),
        ('NORD', '4000', 'Revenue', 'REVENUE', NULL)
) a (company, code, name, account_type, currency_code);
