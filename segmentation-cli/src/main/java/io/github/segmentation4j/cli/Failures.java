package io.github.segmentation4j.cli;

import io.github.segmentation4j.ReleaseBlockedException;
import io.github.segmentation4j.privacy.ledger.BudgetExceededException;
import io.github.segmentation4j.run.SegmentationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns whatever went wrong into one line for a person and an exit code for a script. */
final class Failures {
    private Failures() {}

    static int usage(ParameterException error, String[] arguments) {
        CommandLine command = error.getCommandLine();
        print(
                command.getErr(),
                error.getMessage() + " (see '" + command.getCommandSpec().qualifiedName() + " --help')");
        return ExitCode.BAD_INPUT;
    }

    static int execution(Exception error, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (error instanceof ReleaseBlockedException blocked) {
            print(err, blocked.getMessage());
            return ExitCode.BLOCKED;
        }
        if (error instanceof BudgetExceededException refused) {
            print(err, refused.getMessage());
            return ExitCode.BLOCKED;
        }
        if (error instanceof SegmentationException || error instanceof IllegalArgumentException) {
            print(err, error.getMessage());
            return ExitCode.BAD_INPUT;
        }
        if (error instanceof IOException io) {
            print(err, inWords(io));
            return ExitCode.BAD_INPUT;
        }
        if (error instanceof UncheckedIOException io) {
            print(err, inWords(Objects.requireNonNull(io.getCause())));
            return ExitCode.BAD_INPUT;
        }
        print(err, "an error of the program itself, please report it: " + error);
        error.printStackTrace(err);
        return ExitCode.INTERNAL;
    }

    private static String inWords(IOException error) {
        if (error instanceof NoSuchFileException missing) {
            return "there is no file " + missing.getFile();
        }
        if (error instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (error instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is there already and is not a folder";
        }
        if (error instanceof FileSystemException system && system.getReason() != null) {
            return system.getFile() + ": " + system.getReason();
        }
        return String.valueOf(error.getMessage());
    }

    /** An error that ends the program before a command begins. */
    static int beforeCommand(SegmentationException error, PrintWriter err) {
        print(err, error.getMessage());
        return ExitCode.BAD_INPUT;
    }

    /** The data do not fit into the heap; uncaught, this would end with the code of a blocked release. */
    static int outOfMemory(PrintWriter err) {
        print(
                err,
                "the heap is full; nothing was written. Give it more, as in SEGMENT_JAVA_OPTS=-Xmx4g, or let 'segment"
                        + " cluster' read the file with --one-pass");
        return ExitCode.INTERNAL;
    }

    private static void print(PrintWriter err, @Nullable String message) {
        err.println("segment: " + String.valueOf(message).replaceAll("\\s*\\R\\s*", " "));
        err.flush();
    }
}
