import { roomMessages } from '../i18n/room-messages.ts';

export const planTourMessages = roomMessages(
  {
    title: '规划操作引导',
    step: '第 {{at}} 步，共 {{all}} 步',
    leave: '先离开（Esc），下次接着来',
    done: '已做',
    notYet: '测算出结果后，这里会指给你看。需要规划员身份（右上角“身份”）。',
    notThere: '这一步的控件现在不在屏幕上，先结束对比或关闭右侧面板再看。',
    back: '上一步',
    next: '下一步',
    finish: '完成',
    steps: {
      money: { title: '先说有多少钱', text: '填每年的预算，万元。钱分来源时选“分来源”，每个来源每年各填一格。单价表里的占位值没有人确认过，只供试算。' },
      weights: { title: '再说什么更要紧', text: '从预设开始，拖动滑块微调；地图和列表随手变。需要讨论时用“两两比较”，它会说出哪一项判断自相矛盾。' },
      floors: { title: '给每个镇街留底', text: '按户数份额保底，避免钱都去一处。个别镇街可以单独改。' },
      rules: { title: '守住规矩', text: '同意率、禁挖期、不重复改造、先管网后路面、片区打包，都可以开关。约束互相冲突时，上方会说明哪几条，并给出一键放宽。' },
      cut: { title: '看入选线', text: '线上是入选的，线下是落选的。线上写着谁最勉强、谁只差一点：会上先被问到的就是它们。' },
      why: { title: '点一条，看为什么', text: '点任意一条小巷：一句话理由、各项准则的原始数值和日期、工程量和费用。不同意就在这里写明理由，指定入选或排除。' },
      survey: {
        title: '拿不准的先去测',
        text: '实线是稳的，虚线是勉强的。“先测这些”里是测清楚以后最可能改变结果的小巷，可以直接“去测”。一条小巷的理由开着时，先点“关闭”，名单就在原处。',
      },
      beside: { title: '和另一个方案比', text: '与逐条规则、最差优先或存过的版本并排看：谁调入、谁调出、每户投入差多少。' },
      keep: { title: '存下来，送审', text: '保存后可下载工作簿，打印报告和公示。送审、批准和意见都记名留痕；批准后自动转为项目。' },
    },
  },
  {
    title: 'Guide to the plan',
    step: 'Step {{at}} of {{all}}',
    leave: 'Leave (Esc), go on later',
    done: 'done',
    notYet: 'Once a plan is computed this will point at it. That needs a planner (“Work as”, top right).',
    notThere: 'This control is not on the screen now. Stop comparing, or close the panel at the right.',
    back: 'Back',
    next: 'Next',
    finish: 'Finish',
    steps: {
      money: {
        title: 'How much money there is',
        text: 'Fill in the budget of each year, in ¥10k. If it comes from several purses choose “By source”: one field for each source and year. Unit costs marked as placeholders are confirmed by nobody.',
      },
      weights: {
        title: 'What matters more',
        text: 'Begin with a preset and move the sliders; map and table follow. To talk it through, compare pairwise: it says which judgement contradicts the others.',
      },
      floors: {
        title: 'Leave something for everyone',
        text: 'A floor by share of homes keeps the money from going to one place. Single subdistricts can be changed by themselves.',
      },
      rules: {
        title: 'Keep the rules',
        text: 'Consent, closed surfaces, not again so soon, pipes first, packages: each can be switched. Where they contradict one another you are told which, with the smallest way out.',
      },
      cut: {
        title: 'Look at the line',
        text: 'Above it is in, below it is out. It names who is barely in and who just missed: those you will be asked about first.',
      },
      why: {
        title: 'Click one to see why',
        text: 'Any alley: the reason in a sentence, raw values with their dates, works and costs. If you disagree, lock it in or out here, with a reason.',
      },
      survey: {
        title: 'Survey what is unclear',
        text: 'Whole lines are safe, dashed ones contested. The list names the alleys whose survey could change the choice most; from there you can go and survey. It stands where the reasons of an alley are: close those first.',
      },
      beside: {
        title: 'Against another plan',
        text: 'Side by side with the rule, worst first or a saved version: who comes in, who goes out, what each home gets.',
      },
      keep: {
        title: 'Keep it, submit it',
        text: 'A saved plan has a workbook, a report and a public notice to print. Submitting, approving and comments are kept with names; an approved plan becomes projects.',
      },
    },
  },
);
