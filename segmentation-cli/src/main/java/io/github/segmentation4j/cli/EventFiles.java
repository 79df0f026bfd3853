package io.github.segmentation4j.cli;

import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.EventLog;
import io.github.segmentation4j.data.EventStream;
import io.github.segmentation4j.io.CustomerFile;
import io.github.segmentation4j.io.DataLayout;
import io.github.segmentation4j.io.TransactionFile;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name the files of customers and transactions, and the reading of them whole. */
final class EventFiles {
    @Option(names = "--customers", paramLabel = "F", description = "The customers, one a line (CSV, .gz too).")
    private @Nullable Path customers;

    @Option(
            names = "--transactions",
            paramLabel = "F",
            split = "\\|",
            hideParamSyntax = true,
            description =
                    "The transactions, one a line (CSV, .gz too). Where the schema declares several kinds of events,"
                            + " NAME=F for each. Without --customers, the customers are those who have transactions.")
    private List<String> transactions = new ArrayList<>();

    /** What to say about rows that go back in time. */
    enum Order {
        ANY,
        TOLD
    }

    /** Whether a file was named. */
    boolean areNamed() {
        return customers != null || !transactions.isEmpty();
    }

    CustomerData read(DataLayout layout, Order order, RunContext context, PrintWriter err) {
        Map<String, Path> files = byStream(layout);
        if (customers == null && files.isEmpty()) {
            throw new InvalidInputException("there is nothing to read: name --customers, --transactions or both");
        }
        List<EventLog> logs = new ArrayList<>();
        for (Map.Entry<String, Path> entry : files.entrySet()) {
            TransactionFile.Result result = TransactionFile.read(entry.getValue(), layout, entry.getKey(), context);
            if (result.withoutCustomer() > 0) {
                err.println("segment: " + result.withoutCustomer() + " of " + result.rows() + " rows of "
                        + entry.getValue().getFileName() + " name no customer and were skipped");
            }
            if (order == Order.TOLD && result.events().addedBackInTime() > 0) {
                err.println("segment: " + result.events().addedBackInTime() + " of " + result.rows() + " rows of "
                        + entry.getValue().getFileName() + " go back in time; all were put in order");
            }
            logs.add(result.events());
        }
        CustomerData data;
        if (customers != null) {
            CustomerTable table = CustomerFile.read(customers, layout, context);
            data = CustomerData.of(table, logs.toArray(EventLog[]::new));
        } else {
            data = CustomerData.ofEvents(
                    logs.get(0), logs.subList(1, logs.size()).toArray(EventLog[]::new));
        }
        if (data.unmatchedEvents() > 0) {
            err.println("segment: " + data.unmatchedEvents()
                    + " transactions belong to customers who are not in --customers and were ignored");
        }
        return data;
    }

    /** What was asked for, for a configuration file. */
    Map<String, String> asked() {
        Map<String, String> asked = new LinkedHashMap<>();
        if (customers != null) {
            asked.put("customers", customers.toString());
        }
        if (!transactions.isEmpty()) {
            asked.put("transactions", String.join("|", transactions));
        }
        return asked;
    }

    private Map<String, Path> byStream(DataLayout layout) {
        List<String> names =
                layout.schema().streams().stream().map(EventStream::name).toList();
        Map<String, Path> files = new LinkedHashMap<>();
        for (String text : transactions) {
            int sign = text.indexOf('=');
            boolean named = sign > 0 && names.contains(text.substring(0, sign));
            if (!named && names.size() != 1) {
                throw new InvalidInputException(
                        "--transactions must be NAME=F, because the schema declares the events " + names);
            }
            String name = named ? text.substring(0, sign) : names.get(0);
            if (files.putIfAbsent(name, Path.of(named ? text.substring(sign + 1) : text)) != null) {
                throw new InvalidInputException(
                        "two files were named for the events '" + name + "'; put them into one");
            }
        }
        return files;
    }
}
