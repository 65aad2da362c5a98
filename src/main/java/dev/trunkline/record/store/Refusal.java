package dev.trunkline.record.store;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a database did not take something. */
final class Refusal {

    /** Classes of SQL states that say something of what was to be written, and nothing of the database: data, limits. */
    private static final Set<String> OF_THE_RECORD = Set.of("22", "54");

    private Refusal() {}

    /** Whether it would refuse this again, and take others. */
    static boolean isOfTheRecord(Exception e) {
        String state = sqlState(e);
        return state != null && state.length() == 5 && OF_THE_RECORD.contains(state.substring(0, 2));
    }

    /** What went wrong without what was to be written: a database's messages quote it. */
    static String state(Exception e) {
        String state = sqlState(e);
        if (state != null) {
            return "SQL state " + state;
        }
        return e.getCause() == null
                ? e.getClass().getSimpleName()
                : e.getCause().getClass().getSimpleName();
    }

    private static @Nullable String sqlState(Throwable e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return null;
    }
}
