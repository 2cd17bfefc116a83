-- The customers and vendors of the two companies.

INSERT INTO customers (id, company_id, code, name, currency_code) VALUES
    (md5('C1')::uuid, md5('ACME')::uuid, 'C1', 'C1', 'USD'),
    (md5('C2')::uuid, md5('ACME')::uuid, 'C2', 'C2', 'USD'),
    (md5('N1')::uuid, md5('NORD')::uuid, 'N1', 'N1', 'EUR');

INSERT INTO vendors (id, company_id, code, name, currency_code) VALUES
    (md5('V1')::uuid, md5('ACME')::uuid, 'V1', 'V1', 'USD'),
    (md5('V2')::uuid, md5('ACME')::uuid, 'V2', 'V2', 'USD'),
    (md5('W1')::uuid, md5('NORD')::uuid, 'W1', 'W1', 'EUR');
