/** Other tools' directories and histories, where the other tool itself runs beside. */
@NullMarked
package dev.lifeguard.migrate.tests.moving;

import org.jspecify.annotations.NullMarked;
