package dev.trunkline.engine.store;

import dev.trunkline.engine.history.Page;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * A query that is read page by page. Immutable.
 *
 * @param columns what a row holds
 * @param rows {@code from} and {@code where}
 * @param order the columns to sort by, which tell any two rows apart; each gets the direction of the page
 * @param mapper makes an item of a row
 */
record PageQuery<T>(String columns, String rows, List<String> order, RowMapper<T> mapper) {

    /** Blocking. */
    Page<T> read(Handle sql, Map<String, ? extends @Nullable Object> parameters, Page.Request page) {
        long total = sql.createQuery("select count(*) " + rows)
                .bindMap(parameters)
                .mapTo(Long.class)
                .one();
        String direction = page.ascending() ? " asc" : " desc";
        return new Page<>(
                sql.createQuery("select " + columns + " " + rows + " order by " + String.join(direction + ", ", order)
                                + direction + " limit :size offset :first")
                        .bindMap(parameters)
                        .bind("size", page.size())
                        .bind("first", (long) page.number() * page.size())
                        .map(mapper)
                        .list(),
                total);
    }
}
