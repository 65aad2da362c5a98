package dev.trunkline.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one owner, as Flyway makes them. Several owners may share a database: each has its own. Immutable.
 *
 * @param folder of the class path, with slashes: scripts that every database takes
 * @param files what Flyway finds there, in its order
 * @param postgresqlFolder scripts that PostgreSQL alone takes, versions counted through; null for none
 * @param history the table in which Flyway notes what it has done
 */
public record Migrations(
        String folder, List<String> files, @Nullable String postgresqlFolder, String history) {
    public Migrations {
        files = List.copyOf(files);
    }
}
