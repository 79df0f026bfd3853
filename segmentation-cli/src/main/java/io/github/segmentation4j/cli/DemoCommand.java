package io.github.segmentation4j.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.ShopSimulation;
import io.github.segmentation4j.io.DataLayout;
import io.github.segmentation4j.io.SchemaFile;
import io.github.segmentation4j.run.RunContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Simulates a shop, writes its files as a shop would have them, and runs the main job on them. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Simulates a shop with customers who do not exist and segments them.",
            "Writes the shop's files and runs 'segment run' on them; it prints that command, so that you can change it."
        })
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--customers",
            paramLabel = "N",
            defaultValue = "5000",
            description = "How many customers the shop has. Default: ${DEFAULT-VALUE}.")
    private int customers;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "segment-demo",
            description = "Where to write everything. Default: ${DEFAULT-VALUE}.")
    private @Nullable Path out;

    @Mixin
    private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws Exception {
        Path folder = Required.option(out, "--out");
        ShopSimulation shop = ShopSimulation.withCustomers(customers);
        options.run(context -> {
            writeShop(shop, folder, context);
            return ExitCode.DONE;
        });
        List<String> command = new ArrayList<>(List.of(
                "run",
                "--customers",
                folder.resolve("customers.csv").toString(),
                "--transactions",
                folder.resolve("transactions.csv").toString(),
                "--schema",
                folder.resolve("schema.json").toString(),
                "--purpose",
                Purpose.PERSONALISATION.name(),
                "--features",
                "purchases,tenure",
                "--now",
                shop.clock().instant().toString(),
                "--seed",
                String.valueOf(options.seed()),
                "--out",
                folder.toString()));
        options.err().println("segment " + String.join(" ", command));
        command.addAll(options.forwarded());
        int code = Main.run(options.out(), options.err(), command.toArray(String[]::new));
        if (code == ExitCode.DONE) {
            options.out()
                    .println("To see the audit catch a proxy of origin, run the command above with"
                            + " --features district");
            options.out()
                    .println("To tell a customer why, for example: segment explain --model "
                            + folder.resolve(SegmentationJob.MODEL) + " --customers " + folder.resolve("customers.csv")
                            + " --transactions " + folder.resolve("transactions.csv")
                            + " --id C0000003 --fixed tenure --lang en");
            options.out().flush();
        }
        return code;
    }

    private static void writeShop(ShopSimulation shop, Path folder, RunContext context) throws IOException {
        try (Outputs outputs = new Outputs()) {
            Path customers = outputs.draft(folder.resolve("customers.csv"));
            Path transactions = outputs.draft(folder.resolve("transactions.csv"));
            try (CsvWriter customerRows =
                            CsvWriter.builder().build(Files.newBufferedWriter(customers, StandardCharsets.UTF_8));
                    CsvWriter purchaseRows =
                            CsvWriter.builder().build(Files.newBufferedWriter(transactions, StandardCharsets.UTF_8))) {
                customerRows.writeRecord(shop.customerColumns());
                purchaseRows.writeRecord(shop.purchaseColumns());
                shop.streamRows(context, new ShopSimulation.SyntheticRows() {
                    @Override
                    public void customer(List<String> cells) {
                        customerRows.writeRecord(cells);
                    }

                    @Override
                    public void purchase(List<String> cells) {
                        purchaseRows.writeRecord(cells);
                    }
                });
            }
            DataLayout layout = DataLayout.of(shop.schema())
                    .withGlossary(ShopWords.glossary())
                    .withRights(ShopWords.rights());
            SchemaFile.write(layout, outputs.draft(folder.resolve("schema.json")));
            outputs.publish();
        }
    }
}
