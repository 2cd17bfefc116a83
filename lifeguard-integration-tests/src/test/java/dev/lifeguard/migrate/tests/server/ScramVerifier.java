package dev.lifeguard.migrate.tests.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What PostgreSQL keeps of a password (RFC 5802, RFC 5803), with one round of hashing.
 *
 * <p>With the 4096 rounds that the server takes by itself, each login took 8 ms of the tests' own
 * processor time.
 */
final class ScramVerifier {

    private static final int ROUNDS = 1;
    private static final String SALT = "salt of all tests";

    private ScramVerifier() {}

    /** For CREATE ROLE … PASSWORD, instead of the password, which is ASCII. */
    static String of(String password) {
        try {
            byte[] salt = SALT.getBytes(US_ASCII);
            byte[] salted =
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(
                                    new PBEKeySpec(password.toCharArray(), salt, ROUNDS, 256))
                            .getEncoded();
            byte[] stored = MessageDigest.getInstance("SHA-256").digest(hash(salted, "Client Key"));
            return "SCRAM-SHA-256$%s:%s$%s:%s"
                    .formatted(ROUNDS, text(salt), text(stored), text(hash(salted, "Server Key")));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static byte[] hash(byte[] key, String message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message.getBytes(US_ASCII));
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
