package dev.lifeguard.migrate;

import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.Remedy;
import java.util.Locale;

/** What is said of a dialect that was never run on its database. */
final class Untried {

    private Untried() {}

    /** Nobody asked for it. */
    static ConfigurationException refusal(Dialect dialect) {
        String product = dialect.productName();
        return new ConfigurationException(
                ErrorDetail.of(
                        ErrorKind.CONFIGURATION,
                        ("The server is %s. Its dialect follows the documentation, and was never"
                             + " run on such a server, so it is used only where it is asked for:"
                             + " with %s. Nothing was run.")
                                .formatted(
                                        product,
                                        Remedy.DIALECT.of(product.toUpperCase(Locale.ROOT)))),
                null);
    }

    /** Somebody did. */
    static String warning(Dialect dialect) {
        return ("The dialect of %s follows the documentation, and was never run on such a server:"
                        + " try your migrations on a copy first.")
                .formatted(dialect.productName());
    }
}
