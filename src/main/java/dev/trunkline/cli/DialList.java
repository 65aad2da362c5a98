package dev.trunkline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whom to call, from a CSV file whose first line names its columns. */
final class DialList {

    private static final Set<String> FIELDS = Set.of("to", "from", "route", "machine", "message");
    private static final int MAX_ROWS = 100_000;

    private DialList() {}

    /**
     * Reads a file: what {@code POST /api/calls} is sent for each line. A column that is none of its fields is a variable of that
     * name.
     *
     * @throws IOException when it is no such file; the message says what to do
     */
    static List<ObjectNode> read(Path file) throws IOException {
        CsvMapper mapper = CsvMapper.builder()
                .enable(CsvParser.Feature.TRIM_SPACES)
                .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                .build();
        List<ObjectNode> orders = new ArrayList<>();
        try (MappingIterator<Map<String, String>> rows = mapper.readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(Files.newInputStream(file))) {
            while (rows.hasNextValue()) {
                Map<String, String> row = rows.nextValue();
                if (!row.containsKey("to")) {
                    throw new IOException(file + ": the first line must name the columns, and one of them to");
                }
                orders.add(order(row));
                if (orders.size() > MAX_ROWS) {
                    throw new IOException(file + ": has more than " + MAX_ROWS + " lines; split it");
                }
            }
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": is no CSV: " + e.getOriginalMessage(), e);
        }
        return orders;
    }

    private static ObjectNode order(Map<String, String> row) {
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        ObjectNode variables = JsonNodeFactory.instance.objectNode();
        row.forEach((name, value) -> {
            if (!value.isBlank()) {
                (FIELDS.contains(name) ? order : variables).put(name, value.strip());
            }
        });
        if (!variables.isEmpty()) {
            order.set("variables", variables);
        }
        return order;
    }
}
