package dev.lifeguard.migrate.erd;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.inspect.erd.DiagramFile;
import dev.lifeguard.migrate.inspect.erd.DiagramPainter;
import dev.lifeguard.migrate.inspect.erd.DiagramView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import net.sourceforge.plantuml.FileFormat;
import net.sourceforge.plantuml.FileFormatOption;
import net.sourceforge.plantuml.SourceStringReader;
import net.sourceforge.plantuml.core.Diagram;
import net.sourceforge.plantuml.core.ImageData;

/** Paints with PlantUML, and with its own layout engine: nothing else has to be installed. */
public final class PlantUmlPainter implements DiagramPainter {

    /** Where nothing says so, it would cut a picture off at 4,096 dots. */
    private static final String MOST_DOTS = "PLANTUML_LIMIT_SIZE";

    /** The version of PlantUML. */
    private static final Pattern VERSION = Pattern.compile("<\\?plantuml [^?]*\\?>");

    /** One for the class path. */
    public PlantUmlPainter() {
        setUnlessSet("java.awt.headless", "true");
        setUnlessSet(MOST_DOTS, "16384");
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    @Override
    public byte[] picture(DiagramView view, PictureFormat format) {
        try {
            return switch (format) {
                case SVG ->
                        VERSION.matcher(
                                        new String(
                                                painted(view, FileFormat.SVG),
                                                StandardCharsets.UTF_8))
                                .replaceFirst("<!--" + DiagramFile.MARK + "-->")
                                .getBytes(StandardCharsets.UTF_8);
                case PNG -> PngComment.in(painted(view, FileFormat.PNG), DiagramFile.MARK);
            };
        } catch (LinkageError | InternalError unable) {
            throw Refused.because(
                    "Java has no fonts here to paint with: %s. Install fontconfig and a font (Debian: apt-get install fontconfig fonts-dejavu-core), or use --format mermaid."
                            .formatted(unable.getMessage()),
                    unable);
        }
    }

    private static byte[] painted(DiagramView view, FileFormat format) {
        SourceStringReader reader = new SourceStringReader(PlantUmlText.of(view));
        Diagram diagram = reader.getBlocks().getFirst().getDiagram();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageData image = diagram.exportDiagram(bytes, 0, new FileFormatOption(format, false));
            // What it cannot read, or fails at, it tells by another picture.
            if (image.getStatus() != 0 || image.getRootCause() != null) {
                throw Refused.because(
                        "PlantUML cannot lay out these tables. Choose others with --tables, or use"
                                + " --format mermaid.");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }
}
