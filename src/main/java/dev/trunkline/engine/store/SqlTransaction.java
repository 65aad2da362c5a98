package dev.trunkline.engine.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.trunkline.engine.history.Page;
import dev.trunkline.engine.resources.Resource;
import dev.trunkline.engine.resources.ResourceTransaction;
import dev.trunkline.engine.resources.ResourceType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** One transaction's view of configs, prompts and tools. Confined to its thread. */
final class SqlTransaction implements ResourceTransaction {

    private static final String VERSIONS =
            " from resource r join resource_version v on v.id = r.id where r.kind = :kind";
    private static final String ONE = """
            select r.*, v.*, b.body from resource r
            join resource_version v on v.id = r.id
            join resource_body b on b.id = v.id and b.version = v.version
            where r.kind = :kind and r.id = :id
            """;
    private static final String NEWEST = " and v.version = r.newest_version";

    private final Handle sql;
    private final long nowMillis;

    /** One instant holds for all that the transaction does, given in Unix time. */
    SqlTransaction(Handle sql, long nowMillis) {
        this.sql = sql;
        this.nowMillis = nowMillis;
    }

    @Override
    public <T> Resource<T> create(ResourceType<T> type, String name, @Nullable String description, T body) {
        refuseTaken(type, name, "");
        String id = UUID.randomUUID().toString();
        sql.createUpdate("""
                insert into resource (id, kind, name, taken_name, newest_version, next_version, created_millis)
                values (:id, :kind, :name, :name, 0, 1, :now)
                """)
                .bind("id", id)
                .bind("kind", type.label())
                .bind("name", name)
                .bind("now", nowMillis)
                .execute();
        return insertVersion(type, id, 0, description, body);
    }

    @Override
    public <T> @Nullable Resource<T> addVersion(
            ResourceType<T> type, String id, @Nullable String description, Function<Resource<T>, T> bodyAfter) {
        Integer version = lock(type, id);
        Resource<T> newest = version == null ? null : find(type, id, null);
        if (version == null || newest == null) {
            return null;
        }
        sql.createUpdate(
                        "update resource set newest_version = next_version, next_version = next_version + 1 where id = :id")
                .bind("id", id)
                .execute();
        return insertVersion(type, id, version, description, bodyAfter.apply(newest));
    }

    @Override
    public <T> @Nullable Resource<T> find(ResourceType<T> type, String id, @Nullable Integer version) {
        return one(" and not v.deleted", type, id, version);
    }

    @Override
    public <T> @Nullable Resource<T> mentioned(ResourceType<T> type, String id, @Nullable Integer version) {
        return one("", type, id, version);
    }

    @Override
    public <T> Page<Resource<T>> list(Filter<T> filter, Page.Request page) {
        String where = VERSIONS
                + " and not v.deleted"
                + (filter.id() == null ? "" : " and r.id = :id")
                + (filter.name() == null ? "" : " and r.name = :name")
                + (filter.newestOnly() ? NEWEST : "");
        long total =
                filtered("select count(*)" + where, filter).mapTo(Long.class).one();
        List<Key> keys = filtered(
                        "select r.id, v.version" + where
                                + " order by r.ordinal desc, v.version desc limit :size offset :offset",
                        filter)
                .bind("size", page.size())
                .bind("offset", (long) page.number() * page.size())
                .map((row, context) -> new Key(row.getString("id"), row.getInt("version")))
                .list();
        return new Page<>(keys.stream().map(key -> known(filter.type(), key)).toList(), total);
    }

    private record Key(String id, int version) {}

    /** Nothing that was there ever vanishes. */
    private <T> Resource<T> known(ResourceType<T> type, Key key) {
        Resource<T> resource = mentioned(type, key.id, key.version);
        if (resource == null) {
            throw new IllegalStateException("a version is not there any more");
        }
        return resource;
    }

    @Override
    public boolean rename(ResourceType<?> type, String id, String name) {
        if (lock(type, id) == null) {
            return false;
        }
        refuseTaken(type, name, id);
        sql.createUpdate("update resource set name = :name, taken_name = :name where id = :id")
                .bind("id", id)
                .bind("name", name)
                .execute();
        sql.createUpdate("update resource_version set modified_millis = :now where id = :id and not deleted")
                .bind("id", id)
                .bind("now", nowMillis)
                .execute();
        return true;
    }

    @Override
    public <T> @Nullable Resource<T> describe(
            ResourceType<T> type, String id, int version, @Nullable String description) {
        if (lock(type, id) == null) {
            return null;
        }
        sql.createUpdate("""
                update resource_version set description = :description, modified_millis = :now
                where id = :id and version = :version and not deleted
                """)
                .bind("id", id)
                .bind("version", version)
                .bind("description", description)
                .bind("now", nowMillis)
                .execute();
        return find(type, id, version);
    }

    @Override
    public boolean delete(ResourceType<?> type, String id) {
        if (lock(type, id) == null) {
            return false;
        }
        sql.createUpdate("update resource_version set deleted = true where id = :id")
                .bind("id", id)
                .execute();
        freeName(id);
        return true;
    }

    @Override
    public boolean deleteVersion(ResourceType<?> type, String id, int version) {
        if (lock(type, id) == null) {
            return false;
        }
        int deleted =
                sql.createUpdate("""
                update resource_version set deleted = true where id = :id and version = :version and not deleted
                """).bind("id", id).bind("version", version).execute();
        Integer newest = sql.createQuery("select max(version) from resource_version where id = :id and not deleted")
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne()
                .orElse(null);
        if (newest == null) {
            freeName(id);
        } else {
            sql.createUpdate("update resource set newest_version = :newest where id = :id")
                    .bind("id", id)
                    .bind("newest", newest)
                    .execute();
        }
        return deleted > 0;
    }

    /** Makes all other changes of a resource wait, and says which version is next; null when it is not there. */
    private @Nullable Integer lock(ResourceType<?> type, String id) {
        return sql.createQuery("""
                select next_version from resource
                where id = :id and kind = :kind and taken_name is not null for update
                """)
                .bind("id", id)
                .bind("kind", type.label())
                .mapTo(Integer.class)
                .findOne()
                .orElse(null);
    }

    private void refuseTaken(ResourceType<?> type, String name, String ownId) {
        sql.createQuery("select id from resource where kind = :kind and taken_name = :name and id <> :id")
                .bind("kind", type.label())
                .bind("name", name)
                .bind("id", ownId)
                .mapTo(String.class)
                .findOne()
                .ifPresent(holder -> {
                    throw type.nameTaken(holder, name);
                });
    }

    private <T> Resource<T> insertVersion(
            ResourceType<T> type, String id, int version, @Nullable String description, T body) {
        sql.createUpdate("""
                insert into resource_version (id, version, description, modified_millis, deleted)
                values (:id, :version, :description, :now, false)
                """)
                .bind("id", id)
                .bind("version", version)
                .bind("description", description)
                .bind("now", nowMillis)
                .execute();
        sql.createUpdate("insert into resource_body (id, version, body) values (:id, :version, :body)")
                .bind("id", id)
                .bind("version", version)
                .bind("body", json(type, body))
                .execute();
        return known(type, new Key(id, version));
    }

    private void freeName(String id) {
        sql.createUpdate("update resource set taken_name = null where id = :id")
                .bind("id", id)
                .execute();
    }

    private Query filtered(String statement, Filter<?> filter) {
        Query query = sql.createQuery(statement).bind("kind", filter.type().label());
        if (filter.id() != null) {
            query.bind("id", filter.id());
        }
        return filter.name() == null ? query : query.bind("name", filter.name());
    }

    private <T> @Nullable Resource<T> one(
            String condition, ResourceType<T> type, String id, @Nullable Integer version) {
        Query query = sql.createQuery(ONE + condition + (version == null ? NEWEST : " and v.version = :version"))
                .bind("kind", type.label())
                .bind("id", id);
        if (version != null) {
            query.bind("version", version);
        }
        return query.map((row, context) -> resource(type, row)).findOne().orElse(null);
    }

    private static <T> Resource<T> resource(ResourceType<T> type, ResultSet row) throws SQLException {
        try {
            return new Resource<>(
                    row.getString("id"),
                    row.getInt("version"),
                    row.getString("name"),
                    row.getString("description"),
                    row.getLong("created_millis"),
                    row.getLong("modified_millis"),
                    type.read(row.getString("body")));
        } catch (JsonProcessingException e) {
            throw new SQLException("the database has the body of a resource that is no JSON of ours", e);
        }
    }

    private static <T> String json(ResourceType<T> type, T body) {
        try {
            return type.write(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a body that is no JSON", e);
        }
    }
}
