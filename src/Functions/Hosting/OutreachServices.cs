using System.Text.Encodings.Web;
using System.Text.Unicode;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Outreach.Functions.Activities;
using Outreach.Functions.Activities.Pages;
using Outreach.Functions.Attendance;
using Outreach.Functions.Attendance.Bulk;
using Outreach.Functions.Attendance.Pages;
using Outreach.Functions.Attendance.Review;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Idempotency;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Operations;
using Outreach.Functions.Operations.Pages;
using Outreach.Functions.Participation;
using Outreach.Functions.Participation.Entries;
using Outreach.Functions.Participation.Pages;
using Outreach.Functions.People;
using Outreach.Functions.People.Bulk;
using Outreach.Functions.People.Consenting;
using Outreach.Functions.People.Erasing;
using Outreach.Functions.People.Exporting;
using Outreach.Functions.People.Merging;
using Outreach.Functions.People.Pages;
using Outreach.Functions.Security;
using Outreach.Functions.Security.Limits;
using Outreach.Functions.Security.Rotation;
using Outreach.Functions.Storage;
using Outreach.Functions.Territory;

namespace Outreach.Functions.Hosting;

/// <summary>Everything that the functions are made of; both hosts add it.</summary>
public static class OutreachServices
{
    /// <exception cref="SettingException">A setting is missing or wrong.</exception>
    public static IServiceCollection AddOutreach(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IStartupFilter, AnswerHeaders>();
        services.AddSingleton<FunctionPipeline>().AddSingleton<IdempotencyKeys>().AddSingleton<KeptAnswers>();
        services.AddSingleton(LimitTerms.Read(configuration)).AddSingleton<WriteLimits>().AddSingleton<RateLimiter>();
        services.AddPages();
        return services.AddStorage(configuration).AddSecurity(configuration).AddSlices(configuration);
    }

    private static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)); // Chinese stays as it is, instead of eight letters for each of its own.
        services.AddAntiforgery(options => (options.Cookie, options.SuppressXFrameOptionsHeader) = (PageCookies.Antiforgery(), true));
        services.AddDataProtection().SetApplicationName("outreach");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, FormKeys.Options>();
        services.AddSingleton<SiteName>().AddSingleton<AreaChoices>().AddSingleton<CardLists>().AddSingleton<ActivityViews>()
            .AddSingleton<PersonLists>().AddSingleton<OrganiseViews>().AddSingleton<MyDataViews>().AddSingleton<ManagedPersonViews>()
            .AddSingleton<RegistrationForms>().AddSingleton<CheckInViews>().AddSingleton<Doors>().AddSingleton<RollCallViews>()
            .AddSingleton<ReviewViews>().AddSingleton<ResultsViews>().AddSingleton<BoardViews>().AddSingleton<AuditLines>();
    }

    private static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(_ => new Tables(StorageAccount.Tables(configuration)))
        .AddSingleton(_ => new Queues(StorageAccount.Queues(configuration)))
        .AddSingleton(_ => new PoisonQueues(StorageAccount.Queues(configuration, QueueMessageEncoding.None)))
        .AddSingleton<Provisioning>()
        .AddHostedService<Opening>();

    private static IServiceCollection AddSecurity(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(new KeyRing(configuration))
        .AddSingleton(new AppDistrict(configuration))
        .AddSingleton<Sealer>().AddSingleton<SealedPlaces>()
        .AddSingleton<ISealedStore>(provider => provider.GetRequiredService<PeopleStore>())
        .AddSingleton<ISealedStore>(provider => provider.GetRequiredService<MergeRows>())
        .AddSingleton<ISealedStore>(provider => provider.GetRequiredService<RegistrationBatches>())
        .AddSingleton<ISealedStore>(provider => provider.GetRequiredService<KeptAnswers>())
        .AddSingleton<BlindIndex>()
        .AddSingleton<SessionStore>()
        .AddSingleton<DevelopmentCode>()
        .AddSingleton<AuditLog>().AddSingleton<AuditDesk>();

    private static IServiceCollection AddSlices(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<PoisonLooks>().AddSingleton<PoisonDesk>()
        .AddSingleton<TerritoryStore>().AddSingleton<AreaImport>()
        .AddSingleton<PeopleStore>().AddSingleton<Residents>().AddSingleton<PeopleDesk>().AddSingleton<GrantStore>()
        .AddSingleton<GrantDesk>().AddSingleton<IdentityIndex>().AddSingleton<PersonNumbers>()
        .AddSingleton<MergeRows>().AddSingleton<AliasStore>().AddSingleton<Likenesses>().AddSingleton<Merges>().AddSingleton<MergeDesk>()
        .AddSingleton<NumberClaims>().AddSingleton<Registrar>()
        .AddSingleton<Corrections>().AddSingleton<CorrectionDesk>().AddSingleton<RegistrationBatches>().AddSingleton<VolunteerImport>()
        .AddSingleton<BatchDesk>().AddSingleton<KnownVolunteers>().AddSingleton<CodeDesk>()
        .AddSingleton<Erasures>().AddSingleton<ErasureDesk>().AddSingleton<Eraser>().AddSingleton<MessageEraser>().AddSingleton<MergeEraser>()
        .AddSingleton<Withdrawals>().AddSingleton<ConsentDesk>().AddSingleton<Exporter>()
        .AddSingleton(ChosenCode.Read(configuration)).AddSingleton<FirstAdmin>()
        .AddSingleton<ActivityPartition>().AddSingleton<ActivityStore>().AddSingleton<ActivityDesk>()
        .AddSingleton<ActivityCalendar>().AddSingleton<ChangedActivities>().AddSingleton<PendingOffers>()
        .AddSingleton<EngagementStore>().AddSingleton<WaitingNotes>().AddSingleton<SignUpDesk>().AddSingleton<OwnPlaces>()
        .AddSingleton<ActivitySearch>().AddSingleton<VisibleActivities>().AddSingleton<ActivityLeads>().AddSingleton<DraftDesk>()
        .AddSingleton<EditDesk>()
        .AddSingleton(DistrictRules.Offers(configuration))
        .AddSingleton<Outbox>().AddHostedService(provider => provider.GetRequiredService<Outbox>())
        .AddSingleton<CheckInCodes>().AddSingleton<Visits>().AddSingleton<RollCallDesk>()
        .AddSingleton<OpenAttendances>().AddSingleton<CheckInBatches>().AddSingleton<CheckInOutcomes>().AddSingleton<AmendmentDesk>()
        .AddSingleton<ResultsDesk>()
        .AddSingleton(DistrictRules.Grace(configuration)).AddSingleton(DistrictRules.Credit(configuration))
        .AddSingleton<ContributionStore>().AddSingleton<FiguresStore>().AddSingleton<FoldRequests>().AddSingleton<PersonRecords>()
        .AddSingleton<LiveLists>().AddSingleton<AreaFigures>().AddSingleton<BoardFigures>().AddSingleton<AreaActivities>()
        .AddSingleton<ServiceRecords>().AddSingleton<WholeRecords>().AddSingleton<RecordEntries>().AddSingleton<EntryDesk>()
        .AddSingleton<Certificates>().AddSingleton<CertificateDesk>().AddSingleton<UnitContacts>()
        .AddSingleton(DistrictRules.Deadline(configuration)).AddSingleton(DistrictRules.StarsOf(configuration));
}
