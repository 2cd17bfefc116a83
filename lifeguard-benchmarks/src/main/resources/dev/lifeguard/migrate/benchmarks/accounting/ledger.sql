-- The least that keeps balances right: one currency, no drafts, periods, companies or reversals.
-- Accounts are locked in the order of their ids.

CREATE TABLE accounts (
    id      uuid PRIMARY KEY,
    balance numeric NOT NULL DEFAULT 0,
    version bigint NOT NULL DEFAULT 0
);
CREATE TABLE transfers (
    id         uuid PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE transfer_lines (
    transfer_id uuid NOT NULL REFERENCES transfers,
    line_number integer NOT NULL,
    account_id  uuid NOT NULL REFERENCES accounts,
    amount      numeric NOT NULL,
    PRIMARY KEY (transfer_id, line_number)
);
CREATE INDEX ON transfer_lines (account_id, transfer_id);

CREATE FUNCTION post_transfer(transfer uuid, account_ids uuid[]) RETURNS void
    LANGUAGE plpgsql
    AS $post_transfer$
BEGIN
    INSERT INTO transfers (id) VALUES (transfer);
    PERFORM FROM accounts a WHERE a.id = ANY (account_ids) ORDER BY a.id FOR NO KEY UPDATE;
    INSERT INTO transfer_lines (transfer_id, line_number, account_id, amount)
    SELECT transfer, l.number, l.account, CASE WHEN l.number % 2 = 1 THEN 100 ELSE -100 END
    FROM unnest(account_ids) WITH ORDINALITY l (account, number);
    UPDATE accounts a
    SET balance = a.balance + t.amount, version = a.version + 1
    FROM (
        SELECT l.account_id, sum(l.amount) AS amount
        FROM transfer_lines l
        WHERE l.transfer_id = transfer
        GROUP BY l.account_id
    ) t
    WHERE a.id = t.account_id;
    IF (SELECT sum(l.amount) FROM transfer_lines l WHERE l.transfer_id = transfer) <> 0 THEN
        RAISE EXCEPTION 'transfer % does not balance', transfer;
    END IF;
END
$post_transfer$;

INSERT INTO accounts (id)
SELECT ('00000000-0000-0000-0000-' || lpad(to_hex(n), 12, '0'))::uuid
FROM generate_series(1, 1000) n;
