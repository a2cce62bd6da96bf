namespace Outreach.LocalHost;

/// <summary>Why the host cannot start, in one sentence for whoever started it; Program.cs prints it and exits with 1.</summary>
public sealed class StartupException(string sentence, Exception? cause = null) : Exception(sentence, cause);
