package dev.lifeguard.migrate.accounting;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a subledger of ACME must say of a date, computed here from the facts alone: documents,
 * applications and refunds as they were given, and none of the sums that the database keeps.
 */
final class SubledgerModel {

    private static final String NEVER = "9999-12-31";

    /** An invoice, a payment or a credit note, which counts from a date until before another. */
    private record Document(
            String id,
            String party,
            String currency,
            BigDecimal amount,
            BigDecimal rate,
            LocalDate from,
            LocalDate until) {

        BigDecimal base(BigDecimal part) {
            return inBase(part.multiply(rate));
        }
    }

    /** An application, or a refund without an invoice. */
    private record Use(
            String payment,
            String invoice,
            BigDecimal amount,
            BigDecimal discount,
            BigDecimal base,
            LocalDate from,
            LocalDate until) {}

    private final Subledger ledger;
    private final List<Document> invoices;
    private final List<Document> payments;
    private final List<Use> uses;

    SubledgerModel(Books books, Subledger ledger) {
        this.ledger = ledger;
        invoices =
                documents(
                        books,
                        """
                        SELECT id, %s_id, currency_code, total_amount, exchange_rate,
                            invoice_date, coalesce(cancelled_on, '%s') FROM %s
                        """
                                .formatted(ledger.party(), NEVER, ledger.documents()));
        payments =
                documents(
                        books,
                        """
                        SELECT id, %s_id, currency_code, payment_amount, exchange_rate,
                            payment_date, coalesce(voided_on, '%s') FROM %s
                        """
                                .formatted(ledger.party(), NEVER, ledger.payments()));
        uses =
                books
                        .rows(
                                """
                                SELECT payment_id, %1$s_id::text, applied_amount, discount_taken, 0,
                                    applied_on, coalesce(unapplied_on, '%4$s') FROM %2$s
                                UNION ALL
                                SELECT payment_id, 'none', refund_amount, 0, base_refund_amount,
                                    refund_date, coalesce(voided_on, '%4$s') FROM %3$s
                                """
                                        .formatted(
                                                ledger.document(),
                                                ledger.applications(),
                                                ledger.refunds(),
                                                NEVER))
                        .stream()
                        .map(row -> row.split("\\|", -1))
                        .map(SubledgerModel::use)
                        .toList();
    }

    private static List<Document> documents(Books books, String query) {
        return books.rows(query).stream()
                .map(row -> row.split("\\|", -1))
                .map(SubledgerModel::document)
                .toList();
    }

    private static Document document(String[] row) {
        return new Document(
                row[0],
                row[1],
                row[2],
                new BigDecimal(row[3]),
                new BigDecimal(row[4]),
                LocalDate.parse(row[5]),
                LocalDate.parse(row[6]));
    }

    private static Use use(String[] row) {
        return new Use(
                row[0],
                row[1],
                new BigDecimal(row[2]),
                new BigDecimal(row[3]),
                new BigDecimal(row[4]),
                LocalDate.parse(row[5]),
                LocalDate.parse(row[6]));
    }

    /** Party, currency, what is owed, what is not applied; what the aging says. */
    List<String> aging(LocalDate asOf) {
        Map<String, BigDecimal[]> sums = new TreeMap<>();
        for (Document invoice : invoices) {
            add(sums, invoice.party + "|" + invoice.currency, 2, 0, open(invoice, asOf));
        }
        for (Document payment : payments) {
            add(sums, payment.party + "|" + payment.currency, 2, 1, unapplied(payment, asOf));
        }
        return lines(sums);
    }

    /** Currency, what is owed, what is not applied, both in base currency, and realised gains. */
    List<String> reconciliation(LocalDate asOf) {
        Map<String, BigDecimal[]> sums = new TreeMap<>();
        for (Document invoice : invoices) {
            BigDecimal open = open(invoice, asOf);
            add(sums, invoice.currency, 4, 0, open);
            add(sums, invoice.currency, 4, 2, invoice.base(open));
            BigDecimal settled =
                    invoice.base(invoice.amount)
                            .subtract(invoice.base(invoice.amount.subtract(paid(invoice, asOf))));
            add(sums, invoice.currency, 4, 3, gain(settled.negate()));
            for (Use use : live(asOf)) {
                if (use.invoice.equals(invoice.id)) {
                    add(sums, invoice.currency, 4, 3, gain(invoice.base(use.discount)));
                }
            }
        }
        for (Document payment : payments) {
            BigDecimal unapplied = unapplied(payment, asOf);
            add(sums, payment.currency, 4, 1, unapplied);
            add(sums, payment.currency, 4, 2, payment.base(unapplied).negate());
            BigDecimal used =
                    payment.base(payment.amount)
                            .subtract(payment.base(payment.amount.subtract(used(payment, asOf))));
            add(sums, payment.currency, 4, 3, gain(used));
            for (Use use : live(asOf)) {
                if (use.payment.equals(payment.id)) {
                    add(sums, payment.currency, 4, 3, gain(use.base.negate()));
                }
            }
        }
        return lines(sums);
    }

    /** What is received more than it settles is a gain; what is paid more is a loss. */
    private BigDecimal gain(BigDecimal received) {
        return ledger == Subledger.RECEIVABLES ? received : received.negate();
    }

    private BigDecimal open(Document invoice, LocalDate asOf) {
        return counts(invoice, asOf)
                ? invoice.amount.subtract(paid(invoice, asOf))
                : BigDecimal.ZERO;
    }

    private BigDecimal unapplied(Document payment, LocalDate asOf) {
        return counts(payment, asOf)
                ? payment.amount.subtract(used(payment, asOf))
                : BigDecimal.ZERO;
    }

    private static boolean counts(Document document, LocalDate asOf) {
        return !document.from.isAfter(asOf) && document.until.isAfter(asOf);
    }

    private BigDecimal paid(Document invoice, LocalDate asOf) {
        return live(asOf).stream()
                .filter(use -> use.invoice.equals(invoice.id))
                .map(use -> use.amount.add(use.discount))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private BigDecimal used(Document payment, LocalDate asOf) {
        return live(asOf).stream()
                .filter(use -> use.payment.equals(payment.id))
                .map(Use::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private List<Use> live(LocalDate asOf) {
        return uses.stream()
                .filter(use -> !use.from.isAfter(asOf) && use.until.isAfter(asOf))
                .toList();
    }

    /** Rounded as a base currency of two decimals is. */
    private static BigDecimal inBase(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }

    private static void add(
            Map<String, BigDecimal[]> sums, String key, int width, int at, BigDecimal amount) {
        BigDecimal[] row =
                sums.computeIfAbsent(
                        key,
                        missing -> {
                            BigDecimal[] zeros = new BigDecimal[width];
                            Arrays.fill(zeros, BigDecimal.ZERO);
                            return zeros;
                        });
        row[at] = row[at].add(amount);
    }

    /** As the rows of a query are; those with nothing but zeros are left out. */
    private static List<String> lines(Map<String, BigDecimal[]> sums) {
        List<String> lines = new ArrayList<>();
        sums.forEach(
                (key, row) -> {
                    StringBuilder line = new StringBuilder(key);
                    boolean nothing = true;
                    for (BigDecimal amount : row) {
                        nothing &= amount.signum() == 0;
                        line.append('|').append(plain(amount));
                    }
                    if (!nothing) {
                        lines.add(line.toString());
                    }
                });
        return lines;
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
