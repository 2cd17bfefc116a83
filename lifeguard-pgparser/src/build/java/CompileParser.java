import com.dylibso.chicory.build.time.compiler.Config;
import com.dylibso.chicory.build.time.compiler.Generator;
import com.dylibso.chicory.compiler.InterpreterFallback;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Makes Java classes of PostgreSQL's parser. It comes compiled to WebAssembly from the npm
 * registry, by its exact version and hash, through npm itself, whose configuration says where that
 * is. What was fetched and what was made is kept in a directory beside the local Maven repository,
 * under the hash of all that it is made from. The program as it was fetched is written out as well:
 * tests compare with what it prints.
 */
final class CompileParser {

    private static final String PACKAGE = "libpg-query@18.1.5";
    private static final String FILE = "libpg-query-18.1.5.tgz";
    private static final String SHA_256 =
            "52367cfeeb0732877fb98a9743bf4681fe628f13f87df19d619cfb386e02bcf3";
    private static final String WASM = "package/wasm/libpg-query.wasm";
    private static final String NAME = "dev.lifeguard.migrate.pgparser.Postgres";
    private static final int TAR_BLOCK = 512;

    private CompileParser() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path cache = Path.of(arguments[0]);
        Path sources = Path.of(arguments[1]);
        Path classes = Path.of(arguments[2]);
        Path original = Path.of(arguments[3]);
        Files.createDirectories(cache);
        Path made = cache.resolve(key(sources));
        byte[] program = program(fetched(cache));
        Files.write(original, program);
        if (!Files.isDirectory(made)) {
            Path unfinished = Files.createTempDirectory(cache, "making");
            compile(program, unfinished);
            moveIfAbsent(unfinished, made);
        }
        copy(made, classes);
    }

    /** Of everything that decides what is made. */
    private static String key(Path sources) throws IOException {
        MessageDigest digest = sha256();
        digest.update(
                (SHA_256 + Generator.class.getResource("Generator.class"))
                        .getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file : files.sorted().toList()) {
                digest.update(Files.readAllBytes(file));
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static byte[] fetched(Path cache) throws IOException, InterruptedException {
        Path file = cache.resolve(FILE);
        if (!Files.exists(file)) {
            Path directory = Files.createTempDirectory(cache, "fetching");
            npmPack(directory);
            check(Files.readAllBytes(directory.resolve(FILE)));
            Files.move(directory.resolve(FILE), file, StandardCopyOption.REPLACE_EXISTING);
            Files.delete(directory);
        }
        byte[] bytes = Files.readAllBytes(file);
        check(bytes);
        return bytes;
    }

    private static void npmPack(Path directory) throws IOException, InterruptedException {
        String npm = System.getProperty("os.name").startsWith("Windows") ? "npm.cmd" : "npm";
        try {
            int code =
                    new ProcessBuilder(npm, "pack", "--silent", PACKAGE)
                            .directory(directory.toFile())
                            .inheritIO()
                            .start()
                            .waitFor();
            if (code != 0) {
                throw new IOException(
                        "npm pack " + PACKAGE + " ended with exit code " + code + ".");
            }
        } catch (IOException e) {
            throw new IOException(
                    "PostgreSQL's parser comes from npm, once: install npm and run the build again."
                            + " "
                            + e.getMessage(),
                    e);
        }
    }

    private static void check(byte[] bytes) throws IOException {
        String hash = HexFormat.of().formatHex(sha256().digest(bytes));
        if (!hash.equals(SHA_256)) {
            throw new IOException(
                    FILE + " is not what it was when its hash was written down: " + hash);
        }
    }

    private static void compile(byte[] program, Path classes) throws IOException {
        Path file = classes.resolve("postgres.wasm");
        Files.write(file, ParserProgram.made(program));
        Generator generator =
                new Generator(
                        Config.builder()
                                .withWasmFile(file)
                                .withName(NAME)
                                .withTargetClassFolder(classes)
                                .withTargetSourceFolder(classes)
                                .withTargetWasmFolder(classes)
                                .withInterpreterFallback(InterpreterFallback.WARN)
                                .build());
        Set<Integer> interpreted = generator.generateResources();
        generator.generateMetaWasm(interpreted);
        Files.delete(file);
    }

    /** The program out of a tar file that is compressed by gzip. */
    private static byte[] program(byte[] archive) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(archive))) {
            while (true) {
                byte[] header = in.readNBytes(TAR_BLOCK);
                if (header.length < TAR_BLOCK || header[0] == 0) {
                    throw new IOException(WASM + " is missing in " + FILE + ".");
                }
                String name = text(header, 0, 100);
                int size = Integer.parseInt(text(header, 124, 12).strip(), 8);
                byte[] content = in.readNBytes(size);
                if (name.equals(WASM)) {
                    return content;
                }
                in.skipNBytes((TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK);
            }
        }
    }

    private static String text(byte[] header, int from, int length) {
        String field = new String(header, from, length, StandardCharsets.UTF_8);
        int end = field.indexOf('\0');
        return end < 0 ? field : field.substring(0, end);
    }

    private static void moveIfAbsent(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another build was quicker with the same.
            if (!Files.isDirectory(to)) {
                throw e;
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
