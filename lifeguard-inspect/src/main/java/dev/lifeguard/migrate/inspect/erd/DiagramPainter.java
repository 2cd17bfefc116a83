package dev.lifeguard.migrate.inspect.erd;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.ServiceLoader;

/** Paints diagrams; there is one where the artifact {@code lifeguard-erd} is on the class path. */
public interface DiagramPainter {

    /** What a picture is. */
    enum PictureFormat {
        /** Lines and text, in UTF-8. */
        SVG,
        /** Dots. */
        PNG
    }

    /**
     * A picture; the same view gives the same bytes with the same fonts.
     *
     * @throws dev.lifeguard.migrate.error.LifeguardException when there is nothing here to paint
     *     with, as no font
     */
    byte[] picture(DiagramView view, PictureFormat format);

    /** A picture as a document of SVG, from {@code <svg} on. */
    default String svg(DiagramView view) {
        return new String(picture(view, PictureFormat.SVG), StandardCharsets.UTF_8);
    }

    /** The one that there is. */
    static Optional<DiagramPainter> find() {
        return ServiceLoader.load(DiagramPainter.class, DiagramPainter.class.getClassLoader())
                .findFirst();
    }
}
