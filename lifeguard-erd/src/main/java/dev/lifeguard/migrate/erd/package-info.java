/** Pictures of tables, painted by PlantUML. */
@NullMarked
package dev.lifeguard.migrate.erd;

import org.jspecify.annotations.NullMarked;
