using Azure.Storage.Queues;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;
using Outreach.Functions.Activities;
using Outreach.Functions.Attendance;
using Outreach.Functions.Attendance.Bulk;
using Outreach.Functions.Attendance.Review;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Idempotency;
using Outreach.Functions.Operations;
using Outreach.Functions.Participation;
using Outreach.Functions.People;
using Outreach.Functions.People.Bulk;
using Outreach.Functions.Security;
using Outreach.Functions.Security.Limits;
using Outreach.Functions.Storage;
using Outreach.Functions.Territory;

namespace Outreach.Functions.Hosting;

/// <summary>Everything that the functions are made of; both hosts add it.</summary>
public static class OutreachServices
{
    public static IServiceCollection AddOutreach(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IStartupFilter, AnswerHeaders>();
        services.AddSingleton<FunctionPipeline>().AddSingleton<WriteLimits>().AddSingleton<RateLimiter>().AddSingleton<IdempotencyKeys>().AddSingleton<KeptAnswers>();
        return services.AddStorage(configuration).AddSecurity(configuration).AddSlices(configuration);
    }

    private static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(_ => new Tables(StorageAccount.Tables(configuration)))
        .AddSingleton(_ => new Queues(StorageAccount.Queues(configuration)))
        .AddSingleton(_ => new PoisonQueues(StorageAccount.Queues(configuration, QueueMessageEncoding.None)))
        .AddSingleton<Provisioning>()
        .AddHostedService<Opening>();

    private static IServiceCollection AddSecurity(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(_ => new KeyRing(configuration))
        .AddSingleton<AppDistrict>()
        .AddSingleton<Sealer>()
        .AddSingleton<BlindIndex>()
        .AddSingleton<SessionStore>()
        .AddSingleton<DevelopmentCode>()
        .AddSingleton<AuditLog>();

    private static IServiceCollection AddSlices(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<PoisonLooks>()
        .AddSingleton<TerritoryStore>()
        .AddSingleton<PeopleStore>().AddSingleton<GrantStore>().AddSingleton<IdentityIndex>().AddSingleton<PersonNumbers>()
        .AddSingleton<NumberClaims>().AddSingleton<Registrar>().AddSingleton<Corrections>().AddSingleton<RegistrationBatches>().AddSingleton<FirstAdmin>()
        .AddSingleton<ActivityPartition>().AddSingleton<ActivityStore>().AddSingleton<ActivityDesk>()
        .AddSingleton<ActivityCalendar>().AddSingleton<ChangedActivities>().AddSingleton<PendingOffers>()
        .AddSingleton<EngagementStore>().AddSingleton<SignUpDesk>()
        .AddSingleton(_ => configuration.GetValue<int?>("Outreach:OfferMinutes") is { } minutes
            ? new OfferTerms(TimeSpan.FromMinutes(minutes))
            : OfferTerms.Default)
        .AddSingleton<Outbox>().AddHostedService(provider => provider.GetRequiredService<Outbox>())
        .AddSingleton<CheckInCodes>().AddSingleton<OpenAttendances>().AddSingleton<CheckInBatches>().AddSingleton<AmendmentDesk>()
        .AddSingleton(_ => configuration.GetValue<double?>("Outreach:CheckOutGraceMinutes") is { } minutes
            ? new CheckOutGrace(TimeSpan.FromMinutes(minutes))
            : CheckOutGrace.Default)
        .AddSingleton(_ => CreditTerms.Of(configuration.GetValue("Outreach:CreditFromPercent", CreditTerms.Default.FromPercent)).Match(
            terms => terms, _ => throw new InvalidOperationException("The setting Outreach:CreditFromPercent is a share in per cent, from 0 to 100.")))
        .AddSingleton<ContributionStore>().AddSingleton<FiguresStore>().AddSingleton<FoldRequests>().AddSingleton<PersonRecords>()
        .AddSingleton<ServiceRecords>().AddSingleton<Certificates>().AddSingleton<UnitContacts>()
        .AddSingleton(_ => new RecordingDeadline(Calendar(configuration.GetSection("Outreach:Calendar"))))
        .AddSingleton(_ => configuration.GetSection("Outreach:StarHours").Get<int[]>() is { } hours ? new Stars([.. hours]) : Stars.Default);

    /// <summary>The lists <c>Holidays</c> and <c>WorkedWeekends</c> of dates, which the State Council publishes every year.</summary>
    private static WorkingCalendar Calendar(IConfiguration section) => new(Dates(section.GetSection("Holidays")), Dates(section.GetSection("WorkedWeekends")));

    private static IEnumerable<DateOnly> Dates(IConfiguration section) => section.GetChildren().Select(date => CivilDate.Parse(date.Value).Match(
        value => value, refusal => throw new InvalidOperationException($"A date of the settings Outreach:Calendar is wrong: {refusal}")));
}
