package dev.lifeguard.migrate.index;

import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.catalog.Checksum;
import dev.lifeguard.migrate.source.catalog.FormerVersions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/**
 * Lists an application's migrations while it is compiled, with the checksums of their sources, so
 * that nothing has to look for them when it starts, and an edited Java migration is noticed.
 *
 * <p>The compiler runs it when this library is on its processor path. Classes are all that
 * implement {@link Migration}. Files of SQL are those of the directory that the option {@code
 * -Alifeguard.migrations=DIRECTORY} names; {@code -Alifeguard.location=db/migration} says where
 * they will be on the class path.
 */
@SupportedAnnotationTypes("*")
@SupportedOptions({MigrationIndexer.DIRECTORY, MigrationIndexer.LOCATION})
public final class MigrationIndexer extends AbstractProcessor {

    static final String DIRECTORY = "lifeguard.migrations";
    static final String LOCATION = "lifeguard.location";

    /** The package that reads the index keeps these to itself. */
    private static final String RESOURCE = "META-INF/lifeguard/migrations";

    private static final String CLASS = "class:";
    private static final String FILE = "file:";
    private static final String FOLDER = "folder:";
    private static final String NO_CHECKSUM = "0".repeat(64);

    private final Map<String, String> found = new TreeMap<>();

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        try {
            if (round.processingOver()) {
                addFiles();
                write();
            } else {
                addClasses(round);
            }
        } catch (IOException failure) {
            processingEnv
                    .getMessager()
                    .printMessage(
                            Diagnostic.Kind.ERROR,
                            "The index of the migrations cannot be made: " + failure);
        }
        return false;
    }

    private void addClasses(RoundEnvironment round) throws IOException {
        TypeElement migration =
                processingEnv.getElementUtils().getTypeElement(Migration.class.getCanonicalName());
        if (migration == null) {
            return;
        }
        for (Element root : round.getRootElements()) {
            for (TypeElement type : ElementFilter.typesIn(Set.of(root))) {
                add(type, migration.asType());
            }
        }
    }

    private void add(TypeElement type, TypeMirror migration) throws IOException {
        boolean isMigration =
                type.getKind().isClass()
                        && !type.getModifiers().contains(Modifier.ABSTRACT)
                        && processingEnv.getTypeUtils().isAssignable(type.asType(), migration);
        if (isMigration) {
            String name = processingEnv.getElementUtils().getBinaryName(type).toString();
            found.put(CLASS + name, checksum(type));
        }
        for (TypeElement inner : ElementFilter.typesIn(type.getEnclosedElements())) {
            add(inner, migration);
        }
    }

    private String checksum(TypeElement type) throws IOException {
        FileObject source = processingEnv.getElementUtils().getFileObjectOf(type);
        try (InputStream bytes = source.openInputStream()) {
            return Checksum.of(bytes).hex();
        } catch (UnsupportedOperationException inMemory) {
            byte[] text = source.getCharContent(true).toString().getBytes(StandardCharsets.UTF_8);
            return Checksum.of(new ByteArrayInputStream(text)).hex();
        }
    }

    private void addFiles() throws IOException {
        String directory = processingEnv.getOptions().get(DIRECTORY);
        if (directory == null) {
            return;
        }
        String location = processingEnv.getOptions().getOrDefault(LOCATION, "db/migration");
        found.put(FOLDER + location, NO_CHECKSUM);
        for (MigrationFile file : MigrationSource.directory(Path.of(directory)).files()) {
            if (isListed(file.name())) {
                try (InputStream bytes = file.open()) {
                    found.put(FILE + location + "/" + file.name(), Checksum.of(bytes).hex());
                }
            }
        }
    }

    private static boolean isListed(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".sql") || name.equals(FormerVersions.FILE);
    }

    private void write() throws IOException {
        if (found.isEmpty()) {
            return;
        }
        FileObject index =
                processingEnv
                        .getFiler()
                        .createResource(StandardLocation.CLASS_OUTPUT, "", RESOURCE);
        try (Writer writer = index.openWriter()) {
            for (Map.Entry<String, String> entry : found.entrySet()) {
                writer.write(entry.getValue() + "  " + entry.getKey() + "\n");
            }
        }
    }
}
