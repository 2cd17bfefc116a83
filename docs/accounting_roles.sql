-- Roles for the accounting schema of migrations/. Run it after the migrations, again after each one
-- that adds a table, by a role that may create roles and grant what the schema's owner owns (a
-- superuser, or the owner with CREATEROLE), with the schema first in search_path:
--
--     psql -1 -v ON_ERROR_STOP=1 -f docs/accounting_roles.sql postgresql://…/books
--
-- The roles are those of the whole server, and may be there already. Nobody logs in as one of them:
--
--     GRANT books_clerk TO anna;
--
--   books_auditor   sees everything, and changes nothing
--   books_clerk     sees everything, makes drafts of entries and documents, and payments to come
--   books_poster    sees everything, posts and reverses entries, and settles what is owed
--   books_approver  sees everything, keeps accounts, parties, rates and periods, approves documents,
--                   and says that they are sent, paid or cancelled
--
-- The owner is whoever ran the migrations. Its functions write what the database keeps, so it should
-- be a role that nobody logs in as for anything but migrations, and no superuser.

DO $do$
DECLARE
    -- What the database keeps of a row: everywhere, or in one table only.
    kept CONSTANT text[] := ARRAY[
        'created_at', 'updated_at', 'line_count', 'foreign_lines', 'total_debit', 'total_credit',
        'fiscal_period_id', 'posted_at', 'reversed_at', 'subtotal', 'base_total_amount',
        'credited_amount', 'paid_amount', 'settled_on', 'first_applied_on', 'last_unapplied_on',
        'first_used_on', 'used_up_on', 'refunded_amount',
        'invoices.discount_amount', 'invoices.tax_amount', 'invoices.total_amount',
        'customer_invoices.status', 'vendor_invoices.status',
        'ar_payments.applied_amount', 'ap_payments.applied_amount'
    ];
    -- What says how far a document has come, and what makes money of it.
    progress CONSTANT text[] := ARRAY[
        'auto_post', 'status', 'posted_by', 'approved_at', 'approved_by', 'sent_at', 'paid_at',
        'cleared_at', 'cancelled_on', 'voided_on', 'closed_at', 'closed_by', 'credit_note_id',
        'invoices.journal_entry_id', 'ar_payments.journal_entry_id', 'ap_payments.journal_entry_id'
    ];
    role_name  text;
    given      record;
    columns    text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY[
        'books_auditor', 'books_clerk', 'books_poster', 'books_approver'
    ]
    LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = role_name::name) THEN
            BEGIN
                EXECUTE pg_catalog.format('CREATE ROLE %I NOLOGIN', role_name);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                -- Another database of the server was given its roles at the same time.
                NULL;
            END;
        END IF;
        EXECUTE pg_catalog.format(
            'GRANT USAGE ON SCHEMA %I TO %I', pg_catalog.current_schema(), role_name
        );
        FOR given IN
            SELECT c.oid::regclass AS relation
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace
            WHERE s.nspname = pg_catalog.current_schema()
                AND c.relkind IN ('r', 'v')
                AND c.relname <> 'lifeguard_migrations'::name
        LOOP
            EXECUTE pg_catalog.format('REVOKE ALL ON %s FROM %I', given.relation, role_name);
            EXECUTE pg_catalog.format('GRANT SELECT ON %s TO %I', given.relation, role_name);
        END LOOP;
    END LOOP;

    FOR given IN
        SELECT g.role_name, c.oid AS relation, g.table_name, g.privilege, g.columns
        FROM (
            VALUES
                ('books_clerk', 'journal_entries', 'INSERT', 'draft'),
                ('books_clerk', 'journal_entries', 'UPDATE', 'draft'),
                ('books_clerk', 'journal_entries', 'DELETE', NULL),
                ('books_clerk', 'journal_entry_lines', 'INSERT', 'draft'),
                ('books_clerk', 'journal_entry_lines', 'UPDATE', 'draft'),
                ('books_clerk', 'journal_entry_lines', 'DELETE', NULL),
                ('books_clerk', 'invoices', 'INSERT', 'draft'),
                ('books_clerk', 'invoices', 'UPDATE', 'draft'),
                ('books_clerk', 'invoices', 'DELETE', NULL),
                ('books_clerk', 'invoice_lines', 'INSERT', 'all'),
                ('books_clerk', 'invoice_lines', 'UPDATE', 'all'),
                ('books_clerk', 'invoice_lines', 'DELETE', NULL),
                ('books_clerk', 'ar_payments', 'INSERT', 'draft'),
                ('books_clerk', 'ar_payments', 'DELETE', NULL),
                ('books_clerk', 'ap_payments', 'INSERT', 'draft'),
                ('books_clerk', 'ap_payments', 'DELETE', NULL),
                ('books_poster', 'journal_entries', 'INSERT', 'all'),
                ('books_poster', 'journal_entries', 'UPDATE', 'status, posted_by, updated_by'),
                ('books_poster', 'journal_entry_lines', 'INSERT', 'all'),
                ('books_poster', 'invoices', 'UPDATE', 'journal_entry_id, updated_by'),
                ('books_poster', 'customer_invoices', 'INSERT', 'all'),
                ('books_poster', 'vendor_invoices', 'INSERT', 'all'),
                ('books_poster', 'ar_payments', 'INSERT', 'all'),
                ('books_poster', 'ap_payments', 'INSERT', 'all'),
                ('books_poster', 'ar_payments', 'UPDATE', 'all'),
                ('books_poster', 'ap_payments', 'UPDATE', 'all'),
                ('books_poster', 'ar_payment_applications', 'INSERT', 'all'),
                ('books_poster', 'ap_payment_applications', 'INSERT', 'all'),
                ('books_poster', 'ar_payment_applications', 'UPDATE', 'unapplied_on'),
                ('books_poster', 'ap_payment_applications', 'UPDATE', 'unapplied_on'),
                ('books_poster', 'ar_refunds', 'INSERT', 'all'),
                ('books_poster', 'ap_refunds', 'INSERT', 'all'),
                ('books_poster', 'ar_refunds', 'UPDATE', 'all'),
                ('books_poster', 'ap_refunds', 'UPDATE', 'all'),
                -- To hold the company while a snapshot is taken.
                ('books_poster', 'companies', 'UPDATE', 'updated_by'),
                ('books_poster', 'ar_agings', 'INSERT', 'all'),
                ('books_poster', 'ap_agings', 'INSERT', 'all'),
                ('books_approver', 'invoices', 'UPDATE', 'status, approved_by, updated_by'),
                ('books_approver', 'customer_invoices', 'UPDATE', 'status, cancelled_on, updated_by'),
                ('books_approver', 'vendor_invoices', 'UPDATE', 'status, cancelled_on, updated_by'),
                ('books_approver', 'customers', 'INSERT', 'all'),
                ('books_approver', 'customers', 'UPDATE', 'all'),
                ('books_approver', 'vendors', 'INSERT', 'all'),
                ('books_approver', 'vendors', 'UPDATE', 'all'),
                ('books_approver', 'chart_of_accounts', 'INSERT', 'all'),
                ('books_approver', 'chart_of_accounts', 'UPDATE', 'all'),
                ('books_approver', 'accounts', 'INSERT', 'all'),
                ('books_approver', 'accounts', 'UPDATE', 'all'),
                ('books_approver', 'exchange_rates', 'INSERT', 'all'),
                ('books_approver', 'exchange_rates', 'UPDATE', 'all'),
                ('books_approver', 'exchange_rates', 'DELETE', NULL),
                ('books_approver', 'currencies', 'UPDATE', 'name, is_active, updated_by'),
                ('books_approver', 'companies', 'UPDATE', 'name, is_active, updated_by'),
                ('books_approver', 'fiscal_periods', 'INSERT', 'all'),
                ('books_approver', 'fiscal_periods', 'UPDATE', 'all')
        ) g (role_name, table_name, privilege, columns)
        JOIN pg_catalog.pg_namespace s ON s.nspname = pg_catalog.current_schema()
        JOIN pg_catalog.pg_class c
            ON c.relname = g.table_name::name
            AND c.relnamespace = s.oid
    LOOP
        IF given.columns IS NULL THEN
            EXECUTE pg_catalog.format(
                'GRANT %s ON %s TO %I', given.privilege, given.relation::regclass, given.role_name
            );
            CONTINUE;
        END IF;
        SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname::text), ', ') INTO columns
        FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = given.relation
            AND a.attnum > 0
            AND NOT a.attisdropped
            AND a.attgenerated::text = ''
            AND CASE
                WHEN given.columns NOT IN ('all', 'draft')
                    THEN a.attname::text = ANY (pg_catalog.string_to_array(given.columns, ', '))
                ELSE NOT EXISTS (
                    SELECT
                    FROM pg_catalog.unnest(
                        kept OPERATOR(pg_catalog.||)
                            CASE given.columns WHEN 'draft' THEN progress ELSE '{}'::text[] END
                    ) k (name)
                    WHERE k.name IN (
                        a.attname::text,
                        given.table_name OPERATOR(pg_catalog.||) '.'::text
                            OPERATOR(pg_catalog.||) a.attname::text
                    )
                )
            END;
        EXECUTE pg_catalog.format(
            'GRANT %s (%s) ON %s TO %I',
            given.privilege, columns, given.relation::regclass, given.role_name
        );
    END LOOP;
END
$do$;
